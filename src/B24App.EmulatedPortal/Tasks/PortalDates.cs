using System.Globalization;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>Dates on the wire: read with or without an offset, printed in the caller's zone, whole seconds.</summary>
public static class PortalDates
{
    private static readonly string[] LocalFormats =
    [
        "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd",
        "dd.MM.yyyy HH:mm:ss", "dd.MM.yyyy HH:mm", "dd.MM.yyyy", "MM/dd/yyyy HH:mm:ss", "MM/dd/yyyy",
    ];

    /// <summary>Reads a date; one without an offset is in the zone of the caller. Null when it is no date.</summary>
    public static DateTimeOffset? Parse(string? text, PortalUser caller)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (DateTime.TryParseExact(text.Trim(), LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return Whole(new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), caller.UtcOffset));
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? Whole(moment) : null;
    }

    /// <summary>Prints a date for a caller.</summary>
    public static string? Print(DateTimeOffset? moment, PortalUser caller) =>
        moment?.ToOffset(caller.UtcOffset).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>Drops what a portal does not store: everything below a second.</summary>
    public static DateTimeOffset Whole(DateTimeOffset moment) => DateTimeOffset.FromUnixTimeSeconds(moment.ToUnixTimeSeconds());

    /// <summary>The portal's now in whole seconds.</summary>
    public static DateTimeOffset Now(Portal portal) => Whole(portal.Clock.GetUtcNow());
}
