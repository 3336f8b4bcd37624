using System.Text.Json;
using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Crm;

/// <summary>Who works where (b24restdocs: api-reference/crm/contacts/company/).</summary>
public static class ContactCommands
{
    /// <summary>Companies of a contact.</summary>
    public static Command Companies(long contact) => new("crm.contact.company.items.get", new JsonObject { ["id"] = contact });

    /// <summary>Puts a company beside a contact; the answer is false when it stands there already.</summary>
    public static Command Join(long contact, long company, bool isPrimary, int sort) => new("crm.contact.company.add", new JsonObject
    {
        ["id"] = contact,
        ["fields"] = new JsonObject { ["COMPANY_ID"] = company, ["IS_PRIMARY"] = isPrimary ? "Y" : "N", ["SORT"] = sort },
    })
    {
        IsWrite = true,
    };

    /// <summary>Takes a company away from a contact; the answer is false when it was not there.</summary>
    public static Command Leave(long contact, long company) =>
        new("crm.contact.company.delete", new JsonObject { ["id"] = contact, ["fields"] = new JsonObject { ["COMPANY_ID"] = company } }) { IsWrite = true };

    /// <summary>A custom field of companies by its full name.</summary>
    public static Command CompanyField(string name) => new("crm.company.userfield.list", new JsonObject { ["filter"] = new JsonObject { ["FIELD_NAME"] = name } });

    /// <summary>Makes a custom field of companies that holds several contacts; administrators of the CRM only.</summary>
    /// <param name="name">Name without the portal's prefix.</param>
    /// <param name="labels">What people read, per language.</param>
    public static Command AddCompanyField(string name, IReadOnlyDictionary<string, string> labels)
    {
        JsonObject Labels() => new(labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value)));
        return new Command("crm.company.userfield.add", new JsonObject
        {
            ["fields"] = new JsonObject
            {
                ["FIELD_NAME"] = name,
                ["USER_TYPE_ID"] = "crm",
                ["MULTIPLE"] = "Y",
                ["EDIT_FORM_LABEL"] = Labels(),
                ["LIST_COLUMN_LABEL"] = Labels(),
                ["SETTINGS"] = new JsonObject { ["CONTACT"] = "Y", ["LEAD"] = "N", ["COMPANY"] = "N", ["DEAL"] = "N" },
            },
        })
        {
            IsWrite = true,
        };
    }
}

/// <summary>A company of a contact.</summary>
/// <param name="Company">Which.</param>
/// <param name="IsPrimary">It is the first one.</param>
/// <param name="Sort">Its place.</param>
public sealed record ContactCompanyWire(long Company, bool IsPrimary, int Sort)
{
    /// <summary>Reads an answer of <see cref="ContactCommands.Companies"/>.</summary>
    public static IReadOnlyList<ContactCompanyWire> ListFrom(JsonElement result) =>
    [
        .. Wire.Rows(result)
            .Where(row => Wire.Member(row, "COMPANY_ID") is { } company && Wire.Id(company) is > 0)
            .Select(row => new ContactCompanyWire(
                Wire.Id(Wire.Member(row, "COMPANY_ID")!.Value)!.Value,
                Wire.Member(row, "IS_PRIMARY") is { } primary && Wire.Flag(primary) == true,
                Wire.Member(row, "SORT") is { } sort ? Wire.Number(sort) ?? 0 : 0)),
    ];
}
