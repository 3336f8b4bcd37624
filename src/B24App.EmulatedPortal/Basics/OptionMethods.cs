using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Basics;

/// <summary><c>app.option.*</c> and <c>user.option.*</c> (b24restdocs: api-reference/common/settings/).</summary>
internal static class OptionMethods
{
    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("app.option.get", null, call => Get(call, 0)));
        table.Add(new RestMethod("app.option.set", null, call => Set(call, 0)));
        table.Add(new RestMethod("user.option.get", null, call => Get(call, call.User.Id)));
        table.Add(new RestMethod("user.option.set", null, call => Set(call, call.User.Id)));
    }

    private static RestAnswer Get(RestCall call, long userId)
    {
        var map = Map(call, userId);
        return Php.AsText(Php.Field(call.Parameters, "option")) is { Length: > 0 } name
            ? new RestAnswer(map.GetValueOrDefault(name)?.DeepClone())
            : new RestAnswer(Php.Map(map.Select(pair => new KeyValuePair<string, JsonNode?>(pair.Key, pair.Value?.DeepClone()))));
    }

    private static RestAnswer Set(RestCall call, long userId)
    {
        var map = Map(call, userId);
        if (userId == 0 && !call.User.IsAdmin)
        {
            throw new RestError("AccessException", "Administrator authorization required");
        }

        if (Php.Field(call.Parameters, "options") is not JsonObject { Count: > 0 } sent)
        {
            throw new RestError("ArgumentNullException", "options is empty");
        }

        foreach (var (name, value) in sent)
        {
            map[name] = value?.DeepClone();
        }

        return new RestAnswer(true);
    }

    private static OrderedDictionary<string, JsonNode?> Map(RestCall call, long userId) => call.App is { } app
        ? call.Portal.State<Options>().Of(app.ClientId, userId)
        : throw new RestError("AccessException", "Application context required");
}
