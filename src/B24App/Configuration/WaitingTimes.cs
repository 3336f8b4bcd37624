using System.Globalization;
using System.Reflection;

namespace B24App.Configuration;

/// <summary>
/// Reads waiting times over their defaults: <c>B24APP__PATIENCE__UNKNOWNOUTCOME=00:01:05</c> for the stations, <c>B24APP__REST__CALL</c> for calls.
/// The names are those of the record.
/// </summary>
internal static class WaitingTimes
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>A record of waiting times, with whatever the section says differently.</summary>
    public static T Read<T>(IConfigurationSection section, List<string> problems) where T : new()
    {
        var times = new T();
        var known = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.PropertyType == typeof(TimeSpan)).ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var said in section.GetChildren())
        {
            var name = $"B24APP__{section.Key.ToUpperInvariant()}__{said.Key.ToUpperInvariant()}";
            if (!known.TryGetValue(said.Key, out var property))
            {
                problems.Add($"{name} is not a waiting time: the names are {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}.");
            }
            else if (!TimeSpan.TryParse(said.Value, CultureInfo.InvariantCulture, out var time) || time <= TimeSpan.Zero || time > Longest)
            {
                problems.Add($"{name} is '{said.Value}', which is not a waiting time of up to a day: give hours, minutes and seconds like 00:01:05.");
            }
            else
            {
                property.SetValue(times, time);
            }
        }

        return times;
    }
}
