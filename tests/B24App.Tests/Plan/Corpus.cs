using B24App.Plan.Text;

namespace B24App.Tests.Plan;

/// <summary>Broken, nested and hostile texts; and the two portals they cross between.</summary>
internal static class Corpus
{
    public static readonly IReadOnlyList<string> Texts = Read();

    public static readonly Crossing NorthToSouth = new("https://north.bitrix24.ru")
    {
        MatchUser = id => id == 9 ? new LocalUser(7, "Ivan") : null,
        MapTaskUrl = url => url.Contains("/view/17/", StringComparison.Ordinal) ? "https://south.bitrix24.ru/company/personal/user/7/tasks/task/view/4/" : null,
        FileName = id => id == "123" ? "отчёт [1].pdf" : null,
    };

    private static List<string> Read()
    {
        using var stream = typeof(Corpus).Assembly.GetManifestResourceStream("B24App.Tests.Plan.Data.hostile-texts.json")!;
        using var reader = new StreamReader(stream);
        // JsonDocument would refuse half of a surrogate pair, which portals do send.
        var texts = new List<string>();
        string? line;
        while ((line = reader.ReadLine()) is not null)
        {
            line = line.Trim().TrimEnd(',');
            if (line.StartsWith('"'))
            {
                texts.Add(Unescape(line[1..^1]));
            }
        }

        return texts;
    }

    private static string Unescape(string json)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] != '\\')
            {
                text.Append(json[i]);
                continue;
            }

            i++;
            switch (json[i])
            {
                case 'n':
                    text.Append('\n');
                    break;
                case 'r':
                    text.Append('\r');
                    break;
                case 't':
                    text.Append('\t');
                    break;
                case 'u':
                    text.Append((char)Convert.ToInt32(json.Substring(i + 1, 4), 16));
                    i += 4;
                    break;
                default:
                    text.Append(json[i]);
                    break;
            }
        }

        return text.ToString();
    }
}
