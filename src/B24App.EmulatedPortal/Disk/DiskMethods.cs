using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Disk;

/// <summary><c>disk.*</c> (b24restdocs: api-reference/disk/).</summary>
internal static class DiskMethods
{
    public static void Register(MethodTable table)
    {
        void Disk(string name, Func<RestCall, RestAnswer> handler) => table.Add(new RestMethod("disk." + name, "disk", handler));
        Disk("storage.getList", Storages);
        Disk("storage.getForApp", ForApp);
        Disk("folder.addSubFolder", AddFolder);
        Disk("folder.getChildren", Children);
        Disk("folder.uploadFile", Upload);
        Disk("file.get", Get);
        Disk("file.uploadVersion", UploadVersion);
        Disk("file.delete", Delete);
        Disk("attachedObject.get", Attached);
    }

    private static RestAnswer Storages(RestCall call)
    {
        foreach (var user in call.Portal.Users.Values.Where(user => user.IsActive && !user.IsHidden))
        {
            DiskActions.DriveOf(call.Portal, user);
        }

        Board(call).Storage("common", "shared_files_s1", "Company Drive", 1, PortalDates.Now(call.Portal));
        var filter = call.Parameters.Where(pair => string.Equals(pair.Key, "filter", StringComparison.OrdinalIgnoreCase)).Select(pair => pair.Value as JsonObject).FirstOrDefault() ?? [];
        var found = Board(call).Storages
            .Where(storage => storage.EntityType is not ("im" or "restapp") && DiskRights.Opens(call.Portal, call.User, storage.Id))
            .Select(DiskShape.Storage)
            .Where(row => filter.All(pair => row[pair.Key.ToUpperInvariant()] is not { } have || Php.AsList(pair.Value).Any(wanted => Php.AsText(wanted) == Php.AsText(have))))
            .ToList();
        return new RestAnswer(new JsonArray([.. found.Cast<JsonNode>()]), found.Count);
    }

    private static RestAnswer ForApp(RestCall call)
    {
        if (call.App is null || !call.User.IsAdmin)
        {
            throw new RestError("ACCESS_DENIED", "Access denied! Application context required", 403);
        }

        return new RestAnswer(DiskShape.Storage(Board(call).Storage("restapp", call.App.ClientId, "bitrix.restapi", call.User.Id, PortalDates.Now(call.Portal))));
    }

    private static RestAnswer AddFolder(RestCall call)
    {
        var folder = Folder(call);
        var name = Name(Parameter(call, "data")) ?? throw Argument(1);
        Writable(call, folder);
        if (Board(call).In(folder.Id).Any(found => string.Equals(found.Name, name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new RestError("DISK_OBJ_22000", "A folder with this name already exists");
        }

        return new RestAnswer(DiskShape.Object(call, Board(call).Folder(folder.StorageId, folder.Id, name, call.User.Id, PortalDates.Now(call.Portal), folder.ChatId), isNew: true));
    }

    private static RestAnswer Children(RestCall call)
    {
        var folder = Folder(call, 1);
        if (!DiskRights.CanAdd(call.Portal, call.User, folder))
        {
            return new RestAnswer(new JsonArray(), 0);
        }

        var name = Php.AsText(Php.Field(Parameter(call, "filter"), "NAME"));
        var rows = Board(call).In(folder.Id).Where(found => name is null || found.Name == name).ToList();
        return new RestAnswer(new JsonArray([.. rows.Select(found => (JsonNode)DiskShape.Object(call, found, isNew: false))]), rows.Count);
    }

    private static RestAnswer Upload(RestCall call)
    {
        var folder = Folder(call);
        Writable(call, folder);
        var unique = Php.AsText(Parameter(call, "generateUniqueName")) is "1" or "true" or "Y";
        if (Parameter(call, "fileContent") is not { } given)
        {
            return new RestAnswer(new JsonObject { ["field"] = "file", ["uploadUrl"] = FileTokens.UploadUrl(call.Portal, call.Token, folder.Id, unique) });
        }

        var name = Name(Parameter(call, "data")) ?? throw new RestError("DISK_BASE_SERVICE_22001", "Error: required parameter NAME (DISK_BASE_SERVICE_22001)");
        return Stored(call, folder, name, FileBytes.Of(Content(given)), unique);
    }

    /// <summary>What becomes of a file that came, by content or to an upload address.</summary>
    internal static RestAnswer Stored(RestCall call, DiskObject folder, string name, FileBytes content, bool unique) =>
        DiskActions.Put(call.Portal, call.User, folder, name, content, unique) is { } file
            ? new RestAnswer(DiskShape.Object(call, file, isNew: true))
            : throw new RestError("DISK_OBJ_22000", "A file with this name already exists");

    private static RestAnswer Get(RestCall call)
    {
        var file = File(call);
        return DiskRights.CanRead(call.Portal, call.User, file) ? new RestAnswer(DiskShape.Object(call, file, isNew: false)) : throw Denied();
    }

    private static RestAnswer UploadVersion(RestCall call)
    {
        var file = File(call);
        if (!DiskRights.CanRead(call.Portal, call.User, file))
        {
            throw Denied();
        }

        Board(call).Replace(file, FileBytes.Of(Content(Parameter(call, "fileContent") ?? throw Argument(1))), call.User.Id, PortalDates.Now(call.Portal));
        return new RestAnswer(DiskShape.Object(call, file, isNew: false));
    }

    private static RestAnswer Delete(RestCall call)
    {
        var file = File(call);
        if (!call.User.IsAdmin && file.CreatedBy != call.User.Id)
        {
            throw Denied();
        }

        file.IsDeleted = true;
        return new RestAnswer(true);
    }

    private static RestAnswer Attached(RestCall call)
    {
        var id = Php.AsId(Parameter(call, "id")) ?? throw Argument(0);
        if (!Board(call).Attachments.TryGetValue(id, out var attachment) || Board(call).FindFile(attachment.ObjectId) is not { } file)
        {
            throw NotFound(id);
        }

        return DiskRights.CanRead(call.Portal, call.User, attachment) ? new RestAnswer(DiskShape.Attachment(call, attachment, file)) : throw Denied();
    }

    private static DiskBoard Board(RestCall call) => call.Portal.State<DiskBoard>();

    private static JsonNode? Parameter(RestCall call, string name) => Php.Field(call.Parameters, name);

    private static string? Name(JsonNode? data) => Php.AsText(Php.Field(data, "NAME")) is { Length: > 0 } name ? name : null;

    private static byte[] Content(JsonNode given)
    {
        var base64 = given is JsonValue ? Php.AsText(given) : Php.AsList(given).Skip(1).Select(Php.AsText).FirstOrDefault();
        try
        {
            return Convert.FromBase64String(base64 is { Length: > 0 } ? base64 : throw Unsaved());
        }
        catch (FormatException)
        {
            throw Unsaved();
        }
    }

    private static DiskObject Folder(RestCall call, int parameter = 0)
    {
        var id = Php.AsId(Parameter(call, "id")) ?? throw Argument(parameter);
        return Board(call).FindFolder(id) ?? throw NotFound(id);
    }

    private static DiskObject File(RestCall call)
    {
        var id = Php.AsId(Parameter(call, "id")) ?? throw Argument(0);
        return Board(call).FindFile(id) ?? throw NotFound(id);
    }

    private static void Writable(RestCall call, DiskObject folder)
    {
        if (!DiskRights.CanAdd(call.Portal, call.User, folder))
        {
            throw Denied();
        }
    }

    private static RestError Argument(int number) => new("ERROR_ARGUMENT", $"Invalid value of parameter {{Parameter #{number}}}");

    private static RestError NotFound(long id) => new("ERROR_NOT_FOUND", $"Could not find entity with id `{id}`");

    private static RestError Denied() => new("ACCESS_DENIED", "Access denied");

    private static RestError Unsaved() => new("ERROR_COULD_NOT_SAVE_FILE", "Could not save file");
}
