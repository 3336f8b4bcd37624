using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace B24App.EmulatedPortal.Rest;

/// <summary>PHP's reading and writing of form data: brackets nest, <c>[]</c> appends, values are strings.</summary>
internal static class PhpForm
{
    // max_input_nesting_level of PHP; deeper keys are dropped.
    private const int MaxDepth = 64;

    /// <summary>Reads an encoded query string or form body, keeping the order of the keys.</summary>
    public static JsonObject Parse(string encoded)
    {
        var root = new PhpArray();
        foreach (var pair in encoded.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = pair.IndexOf('=', StringComparison.Ordinal);
            var name = WebUtility.UrlDecode(cut < 0 ? pair : pair[..cut]);
            var value = cut < 0 ? "" : WebUtility.UrlDecode(pair[(cut + 1)..]);
            Put(root, name, value);
        }

        return root.ToMap();
    }

    /// <summary>Reads pairs that are decoded already, such as the parts of a multipart body.</summary>
    public static JsonObject Parse(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var root = new PhpArray();
        foreach (var (name, value) in pairs)
        {
            Put(root, name, value);
        }

        return root.ToMap();
    }

    /// <summary>Writes pairs as <c>http_build_query</c> does.</summary>
    public static string Write(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in pairs)
        {
            text.Append(text.Length == 0 ? "" : "&").Append(WebUtility.UrlEncode(name)).Append('=').Append(WebUtility.UrlEncode(value));
        }

        return text.ToString();
    }

    /// <summary>Flattens parameters into bracketed pairs.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Flatten(string prefix, JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(pair => Flatten($"{prefix}[{pair.Key}]", pair.Value)),
        JsonArray list => list.SelectMany((item, i) => Flatten($"{prefix}[{i.ToString(CultureInfo.InvariantCulture)}]", item)),
        _ => [new(prefix, Kernel.Php.AsText(node) ?? "")],
    };

    private static void Put(PhpArray root, string name, string value)
    {
        var keys = Keys(name.TrimStart(' '));
        if (keys.Count is 0 or > MaxDepth)
        {
            return;
        }

        var at = root;
        for (var i = 0; i < keys.Count - 1; i++)
        {
            at = at.Child(keys[i]);
        }

        at.Set(keys[^1], value);
    }

    private static List<string> Keys(string name)
    {
        var open = name.IndexOf('[', StringComparison.Ordinal);
        var first = (open < 0 ? name : name[..open]).Replace('.', '_').Replace(' ', '_');
        var keys = new List<string>();
        if (first.Length == 0)
        {
            return keys;
        }

        keys.Add(first);
        while (open >= 0 && open < name.Length && name[open] == '[')
        {
            var close = name.IndexOf(']', open);
            if (close < 0)
            {
                break;
            }

            keys.Add(name[(open + 1)..close]);
            open = close + 1;
        }

        return keys;
    }

    /// <summary>An ordered array of PHP: string keys, and a next index for <c>[]</c>.</summary>
    private sealed class PhpArray
    {
        private readonly OrderedDictionary<string, object> _items = new(StringComparer.Ordinal);
        private long _next;

        public PhpArray Child(string key)
        {
            key = Index(key);
            if (_items.TryGetValue(key, out var there) && there is PhpArray child)
            {
                return child;
            }

            child = new PhpArray();
            _items[key] = child;
            return child;
        }

        public void Set(string key, string value) => _items[Index(key)] = value;

        public JsonObject ToMap() => new(_items.Select(pair => new KeyValuePair<string, JsonNode?>(pair.Key, ToJson(pair.Value))));

        private string Index(string key)
        {
            if (key.Length == 0)
            {
                key = _next.ToString(CultureInfo.InvariantCulture);
            }

            if (long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= _next && number < long.MaxValue)
            {
                _next = number + 1;
            }

            return key;
        }

        private static JsonNode? ToJson(object value) => value is PhpArray array
            ? Kernel.Php.Map(array._items.Select(pair => new KeyValuePair<string, JsonNode?>(pair.Key, ToJson(pair.Value))))
            : JsonValue.Create((string)value);
    }
}
