using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Crm;

/// <summary>Which fields each type has (b24restdocs: api-reference/crm/main-entities-fields.md, universal/object-fields.md).</summary>
internal static class CrmFieldTable
{
    // NAME[>camel]:type[:flags]; r read-only, i immutable, ! required, * multiple, + writable through crm.item.*
    private const string Common = """
        ID:integer:r TITLE:string ASSIGNED_BY_ID:user CREATED_BY_ID>createdBy:user:r MODIFY_BY_ID>updatedBy:user:r DATE_CREATE>createdTime:datetime:r
        DATE_MODIFY>updatedTime:datetime:r OPENED:char COMMENTS:string SOURCE_ID:crm_status SOURCE_DESCRIPTION:string ORIGINATOR_ID:string ORIGIN_ID:string
        UTM_SOURCE:string UTM_MEDIUM:string LAST_ACTIVITY_TIME:datetime:r LAST_ACTIVITY_BY:user:r
        """;

    private const string Person = "HONORIFIC:crm_status NAME:string SECOND_NAME:string LAST_NAME:string BIRTHDATE:date POST:string ADDRESS:string HAS_PHONE:char:r HAS_EMAIL:char:r HAS_IMOL:char:r";

    private const string Money = "CURRENCY_ID:crm_currency OPPORTUNITY:double IS_MANUAL_OPPORTUNITY:char";

    private static readonly Dictionary<int, IReadOnlyList<CrmField>> Tables = new()
    {
        [CrmTypes.Lead] = Parse(Common, Person, Money, "COMPANY_TITLE:string STATUS_ID>stageId:crm_status STATUS_DESCRIPTION:string STATUS_SEMANTIC_ID>stageSemanticId:string:r COMPANY_ID:crm_company CONTACT_ID:crm_contact CONTACT_IDS:crm_contact:* DATE_CLOSED>closedate:datetime:r"),
        [CrmTypes.Deal] = Parse(Common, Money, "TYPE_ID:crm_status CATEGORY_ID:crm_category:i+ STAGE_ID:crm_status STAGE_SEMANTIC_ID:string:r PROBABILITY:integer COMPANY_ID:crm_company CONTACT_ID:crm_contact CONTACT_IDS:crm_contact:* QUOTE_ID:crm_quote:r BEGINDATE>begindate:date CLOSEDATE>closedate:date CLOSED:char LEAD_ID:crm_lead:r+ ADDITIONAL_INFO:string PARENT_ID_128>parentId128:crm_entity MOVED_TIME:datetime:r"),
        [CrmTypes.Contact] = Parse(Common.Replace("TITLE:string ", "", StringComparison.Ordinal), Person, "TYPE_ID:crm_status EXPORT:char COMPANY_ID:crm_company COMPANY_IDS:crm_company:* LEAD_ID:crm_lead:r+ ORIGIN_VERSION:string PARENT_ID_128>parentId128:crm_entity"),
        [CrmTypes.Company] = Parse(Common, "COMPANY_TYPE>typeId:crm_status INDUSTRY:crm_status EMPLOYEES:crm_status CURRENCY_ID:crm_currency REVENUE:double ADDRESS:string BANKING_DETAILS:string IS_MY_COMPANY:char CONTACT_ID>contactIds:crm_contact:* LEAD_ID:crm_lead:r+ ORIGIN_VERSION:string HAS_PHONE:char:r HAS_EMAIL:char:r HAS_IMOL:char:r"),
        [CrmTypes.Quote] = Parse(Common, Money, "STATUS_ID>stageId:crm_status COMPANY_ID:crm_company CONTACT_ID:crm_contact CONTACT_IDS:crm_contact:* DEAL_ID:crm_deal LEAD_ID:crm_lead BEGINDATE>begindate:date CLOSEDATE>closedate:date"),
        [CrmTypes.SmartInvoice] = Parse(Common, Money, "XML_ID:string CATEGORY_ID:crm_category STAGE_ID:crm_status COMPANY_ID:crm_company CONTACT_ID:crm_contact CONTACT_IDS:crm_contact:* MYCOMPANY_ID:crm_company PARENT_ID_2>parentId2:crm_entity PARENT_ID_7>parentId7:crm_entity BEGINDATE>begindate:date CLOSEDATE>closedate:date"),
        [CrmTypes.Process] = Parse(Common, Money, "XML_ID:string CATEGORY_ID:crm_category STAGE_ID:crm_status COMPANY_ID:crm_company CONTACT_ID:crm_contact CONTACT_IDS:crm_contact:* PARENT_ID_1>parentId1:crm_entity PARENT_ID_2>parentId2:crm_entity PARENT_ID_3>parentId3:crm_entity PARENT_ID_4>parentId4:crm_entity"),
    };

    /// <summary>Fields of a type, custom ones last.</summary>
    public static IEnumerable<CrmField> Of(Portal portal, int type) =>
        Tables[type].Concat(portal.State<CrmBoard>().UserFields.Where(field => field.TypeId == type).Select(field => field.Shape));

    /// <summary>A field by its name in either family.</summary>
    public static CrmField? Find(Portal portal, int type, string name) => Of(portal, type).FirstOrDefault(field =>
        string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase) || string.Equals(field.Camel, name, StringComparison.OrdinalIgnoreCase));

    /// <summary><c>UF_CRM_3_DIGIT</c> is <c>ufCrm3Digit</c>; an underscore before digits stays (crm.md §4.3).</summary>
    public static string Camel(string upper)
    {
        var parts = upper.ToLowerInvariant().Split('_', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(parts.Select((part, index) => index == 0 ? part
            : index == parts.Length - 1 && parts.Length > 2 && part.All(char.IsAsciiDigit) ? "_" + part : char.ToUpperInvariant(part[0]) + part[1..]));
    }

    private static IReadOnlyList<CrmField> Parse(params string[] texts) =>
        [.. texts.SelectMany(text => text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)).Select(One)];

    private static CrmField One(string text)
    {
        var parts = text.Split(':');
        var names = parts[0].Split('>');
        var flags = parts.Length > 2 ? parts[2] : "";
        var camel = names.Length > 1 ? names[1] : Camel(names[0]).Replace("_", "", StringComparison.Ordinal);
        return new CrmField(names[0], camel, parts[1])
        {
            IsReadOnly = flags.Contains('r', StringComparison.Ordinal),
            IsImmutable = flags.Contains('i', StringComparison.Ordinal),
            IsMultiple = flags.Contains('*', StringComparison.Ordinal),
            IsOpenToItems = flags.Contains('+', StringComparison.Ordinal),
        };
    }
}
