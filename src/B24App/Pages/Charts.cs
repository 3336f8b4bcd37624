using System.Collections.Immutable;
using System.Globalization;

namespace B24App.Pages;

/// <summary>One bar of a chart; measures are those of its view box.</summary>
/// <param name="Series">Number of its series, from 1.</param>
/// <param name="X">Left edge.</param>
/// <param name="Y">Upper edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
public sealed record ChartBar(int Series, double X, double Y, double Width, double Height);

/// <summary>A chart as the server draws it: no script, no inline style.</summary>
/// <param name="Title">What it shows, for who cannot see it and for the eye.</param>
/// <param name="Bars">Bars, stacked per day.</param>
/// <param name="Line">Points of a line; empty for none.</param>
/// <param name="Labels">Words below, with the place of each.</param>
/// <param name="Most">The largest value, written at the upper edge.</param>
/// <param name="Legend">Names of the series.</param>
/// <param name="Summary">The same in one sentence.</param>
public sealed record Chart(
    string Title, ImmutableArray<ChartBar> Bars, string Line, ImmutableArray<(double X, string Text)> Labels, string Most, ImmutableArray<string> Legend, string Summary)
{
    /// <summary>Something is drawn.</summary>
    public bool HasSomething => !Bars.IsEmpty || Line.Length > 0;
}

/// <summary>Turns numbers into shapes.</summary>
public static class Charts
{
    /// <summary>Width of the view box.</summary>
    public const int Width = 360;

    /// <summary>Height of what is drawn.</summary>
    public const int Height = 120;

    /// <summary>Width and height of a sparkline.</summary>
    public static (int Width, int Height) Spark { get; } = (96, 28);

    /// <summary>Points of a line over the whole width, the largest value at the top; empty when all are 0 or there are fewer than two.</summary>
    public static string Line(IReadOnlyList<double> values, double width, double height)
    {
        var most = values.Count < 2 ? 0 : values.Max();
        return most <= 0 ? "" : string.Join(' ', values.Select((value, i) => $"{Number(i * width / (values.Count - 1))},{Number(height - (value * height / most))}"));
    }

    /// <summary>Stacked bars, one stack per day; a value of 0 has no bar.</summary>
    public static ImmutableArray<ChartBar> Bars(IReadOnlyList<IReadOnlyList<long>> days)
    {
        var most = days.Count == 0 ? 0 : days.Max(day => day.Sum());
        if (most == 0)
        {
            return [];
        }

        var step = (double)Width / days.Count;
        var bars = ImmutableArray.CreateBuilder<ChartBar>();
        for (var day = 0; day < days.Count; day++)
        {
            var y = (double)Height;
            for (var series = 0; series < days[day].Count; series++)
            {
                var height = days[day][series] * Height / (double)most;
                if (height > 0)
                {
                    y -= height;
                    bars.Add(new ChartBar(series + 1, Math.Round((day * step) + (step * 0.2), 1), Math.Round(y, 1), Math.Round(step * 0.6, 1), Math.Round(height, 1)));
                }
            }
        }

        return bars.ToImmutable();
    }

    /// <summary>Words below the days: not more than five, so that they do not meet.</summary>
    public static ImmutableArray<(double X, string Text)> Labels(IReadOnlyList<string> days)
    {
        const int Most = 5;
        var every = Math.Max(1, (int)Math.Ceiling(days.Count / (double)Most));
        var step = (double)Width / Math.Max(1, days.Count);
        return [.. days.Select((text, i) => (X: Math.Round((i * step) + (step / 2), 1), text, i)).Where(label => (days.Count - 1 - label.i) % every == 0).Select(label => (label.X, label.text))];
    }

    /// <summary>A number as SVG reads it.</summary>
    public static string Number(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);
}
