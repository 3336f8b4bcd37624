using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Comments;

/// <summary>
/// <c>task.commentitem.getmanifest</c>: the positional methods describe themselves
/// (b24restdocs: api-reference/tasks/comment-item/task-comment-item-get-manifest.md).
/// </summary>
internal static class CommentManifest
{
    // With the portal's own repetitions.
    private static readonly string[] Readable =
    [
        "POST_MESSAGE_HTML", "ID", "AUTHOR_ID", "AUTHOR_NAME", "AUTHOR_EMAIL", "POST_DATE", "POST_DATE", "POST_MESSAGE", "AUTHOR_ID", "POST_DATE",
        "UF_FORUM_MESSAGE_DOC", "ATTACHED_OBJECTS",
    ];

    public static RestAnswer Answer() => new(new JsonObject
    {
        ["Manifest version"] = "1.1",
        ["Warning"] = "don't rely on format of this manifest, it can be changed without any notification",
        ["REST: shortname alias to class"] = "commentitem",
        ["REST: writable commentitem data fields"] = Names(CommentMethods.Writable),
        ["REST: readable commentitem data fields"] = Names(Readable),
        ["REST: sortable commentitem data fields"] = Names(CommentMethods.Sortable),
        ["REST: filterable commentitem data fields"] = Names(CommentMethods.Filterable),
        ["REST: date fields"] = Names("POST_DATE"),
        ["REST: available methods"] = new JsonObject
        {
            ["getmanifest"] = new JsonObject { ["staticMethod"] = true, ["params"] = new JsonArray() },
            ["getlist"] = Method(isStatic: true, mandatory: 1, Reading(isList: true), Integer("taskId"), Map("arOrder", CommentMethods.Sortable), Filter()),
            ["get"] = Method(isStatic: null, mandatory: 2, Reading(isList: false), Integer("taskId"), Integer("itemId")),
            ["add"] = Method(isStatic: true, mandatory: 2, [], Integer("taskId"), Map("arFields", CommentMethods.Writable)),
            ["update"] = Method(isStatic: false, mandatory: 3, [], Integer("taskId"), Integer("itemId"), Map("arFields", CommentMethods.Writable)),
            ["delete"] = Method(isStatic: false, mandatory: 2, [], Integer("taskId"), Integer("itemId")),
            ["isactionallowed"] = Method(isStatic: false, mandatory: 3, [], Integer("taskId"), Integer("itemId"), Integer("actionId")),
        },
    });

    private static JsonObject Method(bool? isStatic, int mandatory, JsonObject returns, params JsonObject[] parameters)
    {
        var method = new JsonObject();
        if (isStatic is { } known)
        {
            method["staticMethod"] = known;
        }

        method["mandatoryParamsCount"] = mandatory;
        method["params"] = new JsonArray([.. parameters]);
        foreach (var (name, value) in returns)
        {
            method[name] = value?.DeepClone();
        }

        return method;
    }

    private static JsonObject Reading(bool isList)
    {
        var returns = new JsonObject { ["allowedKeysInReturnValue"] = Names(Readable) };
        if (isList)
        {
            returns["collectionInReturnValue"] = true;
        }

        return returns;
    }

    private static JsonObject Integer(string name) => new() { ["description"] = name, ["type"] = "integer" };

    private static JsonObject Map(string name, string[] keys) => new() { ["description"] = name, ["type"] = "array", ["allowedKeys"] = Names(keys) };

    private static JsonObject Filter()
    {
        var filter = Map("arFilter", CommentMethods.Filterable);
        filter["allowedKeyPrefixes"] = Names("!", "<=", "<", ">=", ">");
        return filter;
    }

    private static JsonArray Names(params string[] names) => new([.. names.Select(name => (JsonNode)name)]);
}
