using System.Text.Json.Nodes;

namespace B24App.EmulatedPortal.Crm;

/// <summary>A custom field of a CRM type.</summary>
/// <param name="Id">Its id.</param>
/// <param name="TypeId">Type it belongs to.</param>
/// <param name="FieldName">Name with the prefix <c>UF_CRM_</c>.</param>
/// <param name="UserTypeId">What it holds.</param>
/// <param name="IsMultiple">Several values.</param>
/// <param name="Sent">The fields it was made with.</param>
internal sealed record CrmUserField(long Id, int TypeId, string FieldName, string UserTypeId, bool IsMultiple, JsonObject Sent)
{
    public CrmField Shape { get; } = new(FieldName, CrmFieldTable.Camel(FieldName), UserTypeId) { IsMultiple = IsMultiple };

    /// <summary>What people call it: one word for all languages, or one per language; the name where nobody gave it a word.</summary>
    public string Label(string language) => Kernel.Php.Field(Sent, "EDIT_FORM_LABEL") switch
    {
        JsonObject words => Kernel.Php.AsText(Kernel.Php.Field(words, language)) ?? FieldName,
        { } word when Kernel.Php.AsText(word) is { Length: > 0 } label => label,
        _ => FieldName,
    };

    /// <summary>Types a field of type <c>crm</c> may name; a lead when none was chosen (b24restdocs: crm/companies/userfields).</summary>
    public IReadOnlyList<CrmType> Targets
    {
        get
        {
            var chosen = CrmTypes.All.Where(type => Kernel.Php.AsText(Kernel.Php.Field(Kernel.Php.Field(Sent, "SETTINGS"), type.Name)) == "Y").ToList();
            return chosen.Count > 0 ? chosen : [CrmTypes.Find(CrmTypes.Lead)!];
        }
    }
}
