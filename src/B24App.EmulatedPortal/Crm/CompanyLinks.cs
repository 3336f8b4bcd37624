namespace B24App.EmulatedPortal.Crm;

/// <summary>Who works where; a contact with companies always has exactly one primary (b24restdocs: crm/contacts/company).</summary>
internal static class CompanyLinks
{
    public static bool Add(CrmBoard board, long contact, long company, bool isPrimary, long? sort)
    {
        var links = Of(board, contact);
        if (links.Exists(link => link.CompanyId == company))
        {
            return false;
        }

        links.Add(new CompanyLink(contact, company, sort ?? ((links.Count + 1) * 10), IsPrimary: false));
        Settle(links, isPrimary ? company : null);
        return true;
    }

    /// <summary>Taking the primary away promotes the first that remains.</summary>
    public static bool Remove(CrmBoard board, long contact, long company)
    {
        var links = Of(board, contact);
        if (links.RemoveAll(link => link.CompanyId == company) == 0)
        {
            return false;
        }

        Settle(links, null);
        return true;
    }

    public static void ReplaceOfContact(CrmBoard board, long contact, IReadOnlyList<long> companies)
    {
        var links = Of(board, contact);
        links.RemoveAll(link => !companies.Contains(link.CompanyId));
        foreach (var company in companies)
        {
            Add(board, contact, company, isPrimary: false, sort: null);
        }

        Settle(links, null);
    }

    public static void ReplaceOfCompany(CrmBoard board, long company, IReadOnlyList<long> contacts)
    {
        foreach (var link in board.ContactsOf(company).Where(link => !contacts.Contains(link.ContactId)))
        {
            Remove(board, link.ContactId, company);
        }

        foreach (var contact in contacts)
        {
            Add(board, contact, company, isPrimary: false, sort: null);
        }
    }

    /// <summary>What writing COMPANY_ID of a contact does: the company becomes the first, 0 takes the first away.</summary>
    public static void MakePrimary(CrmBoard board, long contact, long company)
    {
        var links = Of(board, contact);
        if (company == 0)
        {
            if (links.Find(link => link.IsPrimary) is { } first)
            {
                Remove(board, contact, first.CompanyId);
            }

            return;
        }

        Add(board, contact, company, isPrimary: true, sort: null);
        Settle(links, company);
    }

    public static void Forget(CrmBoard board, CrmKey gone)
    {
        if (gone.TypeId == CrmTypes.Contact)
        {
            board.Companies.Remove(gone.Id);
        }
        else if (gone.TypeId == CrmTypes.Company)
        {
            ReplaceOfCompany(board, gone.Id, []);
        }
    }

    private static List<CompanyLink> Of(CrmBoard board, long contact)
    {
        if (!board.Companies.TryGetValue(contact, out var links))
        {
            board.Companies[contact] = links = [];
        }

        return links;
    }

    private static void Settle(List<CompanyLink> links, long? primary)
    {
        if (links.Count == 0)
        {
            return;
        }

        var first = primary ?? (links.Find(link => link.IsPrimary) ?? links.OrderBy(link => link.Sort).First()).CompanyId;
        for (var i = 0; i < links.Count; i++)
        {
            links[i] = links[i] with { IsPrimary = links[i].CompanyId == first };
        }
    }
}
