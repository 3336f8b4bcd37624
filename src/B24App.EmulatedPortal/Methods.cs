using B24App.EmulatedPortal.Basics;
using B24App.EmulatedPortal.Events;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal;

/// <summary>Every method family of the portal, one a line.</summary>
public static class Methods
{
    /// <summary>Builds the table.</summary>
    public static MethodTable Build()
    {
        var table = new MethodTable();
        AppMethods.Register(table);
        PersonMethods.Register(table);
        OptionMethods.Register(table);
        PlacementMethods.Register(table);
        EventMethods.Register(table);
        return table;
    }
}
