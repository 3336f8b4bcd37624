using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Crm;

/// <summary>Every method of the CRM.</summary>
internal static class CrmMethods
{
    public static void Register(MethodTable table)
    {
        ClassicMethods.Register(table);
        ItemMethods.Register(table);
        CompanyLinkMethods.Register(table);
        CrmUserFieldMethods.Register(table);
        CrmReferenceMethods.Register(table);
        ActivityMethods.Register(table);
        ActivityBindingMethods.Register(table);
        TodoMethods.Register(table);
        DuplicateMethods.Register(table);
        ConfigurableMethods.Register(table);
        ActivityTypeMethods.Register(table);
        TimelineCommentMethods.Register(table);
        TimelineBindingMethods.Register(table);
        TimelineNoteMethods.Register(table);
    }
}
