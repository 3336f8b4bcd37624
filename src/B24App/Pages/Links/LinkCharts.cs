using System.Collections.Immutable;
using B24App.Balance;

namespace B24App.Pages.Links;

/// <summary>The charts of one link.</summary>
public static class LinkCharts
{
    /// <summary>What was sent and received per day.</summary>
    public static Chart Exchange(ImmutableArray<TrafficDay> traffic, DateTimeOffset now, Texts words)
    {
        var days = Traffic.Filled(traffic, now, LinkFigures.ChartDays);
        var (sent, received) = (traffic.Sum(day => day.Sent), traffic.Sum(day => day.Received));
        IReadOnlyList<long>[] values = [.. days.Select(day => (IReadOnlyList<long>)[day.Row?.Sent ?? 0, day.Row?.Received ?? 0])];
        return new Chart(
            words["Chart.exchange"], Charts.Bars(values), "", Labels(days.Select(day => day.Day), words), words.Number(values.Max(day => day.Sum())),
            [words["Chart.sent"], words["Chart.received"]],
            sent + received == 0 ? words["Chart.none"] : words.Say("Chart.exchange.summary", words.Number(sent), words.Number(received)));
    }

    /// <summary>The median delay per day.</summary>
    public static Chart Delay(ImmutableArray<TrafficDay> traffic, DateTimeOffset now, Texts words)
    {
        var days = Traffic.Filled(traffic, now, LinkFigures.ChartDays);
        var most = traffic.IsEmpty ? TimeSpan.Zero : traffic.Max(day => day.Delay);
        return new Chart(
            words["Chart.delay"], [], Charts.Line([.. days.Select(day => day.Row?.Delay.TotalSeconds ?? 0)], Charts.Width, Charts.Height),
            Labels(days.Select(day => day.Day), words), words.Span(most), [],
            traffic.IsEmpty ? words["Chart.none"] : words.Say("Chart.delay.summary", words.Span(traffic[^1].Delay), words.Span(most)));
    }

    /// <summary>How looks ended per day: something was carried or both sides agreed, it stayed, a portal refused.</summary>
    public static Chart Balance(ImmutableArray<BalanceDay> balance, DateTimeOffset now, Texts words)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var days = Enumerable.Range(0, LinkFigures.ChartDays).Select(i => today.AddDays(i + 1 - LinkFigures.ChartDays)).ToList();
        var byDay = balance.ToLookup(day => day.Day);
        IReadOnlyList<long>[] values =
        [
            .. days.Select(day => (IReadOnlyList<long>)
                [byDay[day].Sum(row => row.Applied + row.Nothing), byDay[day].Sum(row => row.Skipped.Values.Sum()), byDay[day].Sum(row => row.Parked.Values.Sum())]),
        ];
        long Total(int series) => values.Sum(day => day[series]);
        return new Chart(
            words["Chart.balance"], Charts.Bars(values), "", Labels(days, words), words.Number(values.Max(day => day.Sum())),
            [words["Chart.agreed"], words["Chart.stayed"], words["Chart.refused"]],
            values.All(day => day.Sum() == 0) ? words["Chart.none"] : words.Say("Chart.balance.summary", words.Number(Total(0)), words.Number(Total(1)), words.Number(Total(2))));
    }

    private static ImmutableArray<(double X, string Text)> Labels(IEnumerable<DateTimeOffset> days, Texts words) =>
        Charts.Labels([.. days.Select(day => words.DayOf(day))]);
}
