using System.Globalization;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Crm;

/// <summary>Puts sent fields into a record. Unknown names are dropped in silence, read-only ones too (crm.md §4.3).</summary>
internal static class CrmWriter
{
    private static readonly string[] LineTypes = ["PHONE", "EMAIL", "WEB", "IM", "LINK"];

    public static void Write(Portal portal, PortalUser user, CrmItem item, JsonObject sent, bool isNew, bool throughItems)
    {
        foreach (var (name, value) in sent)
        {
            if (CrmFieldTable.Find(portal, item.Key.TypeId, name) is { } field)
            {
                var isOpen = throughItems && field.IsOpenToItems;
                if (!isOpen && (field.IsReadOnly || (field.IsImmutable && !isNew)))
                {
                    continue;
                }

                Put(portal.State<CrmBoard>(), item, field, CrmValues.Read(field, value, user));
            }
            else if (LineTypes.Contains(name.ToUpperInvariant()))
            {
                Lines(portal, item, name.ToUpperInvariant(), Php.AsList(value));
            }
            else if (name == "fm")
            {
                foreach (var line in Php.AsList(value))
                {
                    Lines(portal, item, (Php.AsText(Php.Field(line, "typeId")) ?? "PHONE").ToUpperInvariant(), [line]);
                }
            }
        }
    }

    private static void Put(CrmBoard board, CrmItem item, CrmField field, object? value)
    {
        switch (item.Key.TypeId, field.Name)
        {
            case (CrmTypes.Contact, "COMPANY_ID"):
                CompanyLinks.MakePrimary(board, item.Key.Id, value as long? ?? 0);
                break;
            case (CrmTypes.Contact, "COMPANY_IDS"):
                CompanyLinks.ReplaceOfContact(board, item.Key.Id, Ids(value));
                break;
            case (CrmTypes.Company, "CONTACT_ID"):
                CompanyLinks.ReplaceOfCompany(board, item.Key.Id, Ids(value));
                break;
            case (_, "CONTACT_ID"):
                item.Values["CONTACT_IDS"] = value is long contact ? new List<string> { Php.Text(contact) } : null;
                break;
            default:
                item.Values[field.Name] = value;
                break;
        }
    }

    private static List<long> Ids(object? value) => value is List<string> texts ? [.. texts.Select(text => long.Parse(text, CultureInfo.InvariantCulture))] : [];

    private static void Lines(Portal portal, CrmItem item, string type, IReadOnlyList<JsonNode?> sent)
    {
        foreach (var line in sent)
        {
            var id = Php.AsId(Php.Field(line, "ID")) ?? 0;
            item.Lines.RemoveAll(known => known.Id == id);
            if (Php.AsText(Php.Field(line, "VALUE")) is { Length: > 0 } value && Php.AsText(Php.Field(line, "DELETE")) != "Y")
            {
                var valueType = Php.AsText(Php.Field(line, "VALUE_TYPE") ?? Php.Field(line, "valueType")) ?? "WORK";
                item.Lines.Add(new CrmContactLine(id > 0 ? id : portal.State<CrmBoard>().NextLine(), type, valueType, value));
            }
        }
    }
}
