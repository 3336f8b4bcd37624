using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Crm;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Rest;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace B24App.EmulatedPortal.Disk;

/// <summary>
/// The addresses files travel by: <c>/rest/download.json</c>, <c>/rest/upload.json</c> and <c>/bitrix/tools/disk/uf.php</c>. Faults are
/// set for the methods <c>download</c> and <c>upload</c>; a page that wants a login answers 200 with HTML, as on a real portal.
/// </summary>
internal sealed class FileFront(PortalHost host)
{
    private Portal Portal => host.Portal;

    /// <summary>True for the paths this front answers.</summary>
    public static bool Answers(string path) => path.Trim('/').ToLowerInvariant() is "rest/download.json" or "rest/upload.json" or "bitrix/tools/disk/uf.php"
        || CrmFiles.Answers(path);

    public async Task Handle(HttpContext http)
    {
        host.Requests.CountRequest();
        var upload = http.Request.Path.Value!.Contains("upload", StringComparison.OrdinalIgnoreCase);
        var fault = host.Faults.TakeOuter(upload ? "upload" : "download", []);
        if (fault?.Kind == FaultKind.Cut)
        {
            http.Abort();
            return;
        }

        if (fault?.Kind == FaultKind.Error)
        {
            await Refuse(http, upload, fault.ToError());
            return;
        }

        try
        {
            await (upload ? Upload(http, fault) : Download(http, fault));
        }
        catch (RestError error)
        {
            await Refuse(http, upload, error);
        }
    }

    private async Task Download(HttpContext http, Fault? fault)
    {
        var query = http.Request.Query;
        var attached = query["attachedId"].ToString();
        var isCrm = CrmFiles.Answers(http.Request.Path.Value!);
        var token = (attached.Length > 0 ? query["auth[auth]"] : query["auth"]).ToString();
        DiskObject? file = null;
        var knowsUs = true;
        lock (Portal.Gate)
        {
            try
            {
                var caller = Caller.Identify(host, new RestPath("download", false, null, null), token);
                file = isCrm ? CrmFiles.Asked(Portal, caller.User, http.Request) : attached.Length > 0 ? OfAttachment(caller, Php.AsId(attached) ?? 0) : OfToken(caller, query["token"].ToString());
            }
            catch (RestError) when (attached.Length > 0 || isCrm)
            {
                knowsUs = false; // a page of the portal asks whom it does not know to log in
            }
        }

        if (!knowsUs || fault?.Kind == FaultKind.Junk)
        {
            await AskForLogin(http);
            return;
        }

        await Send(http, file ?? throw new RestError("ERROR_NOT_FOUND", "File not found", 404), fault);
    }

    private Task AskForLogin(HttpContext http)
    {
        Note("download", "", 200);
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync("<!DOCTYPE html><html><head><title>Bitrix24</title></head><body><form name=\"form_auth\"></form></body></html>");
    }

    private DiskObject? OfAttachment(Caller caller, long id) =>
        Portal.State<DiskBoard>().Attachments.GetValueOrDefault(id) is { } attachment && DiskRights.CanRead(Portal, caller.User, attachment)
            ? Portal.State<DiskBoard>().FindFile(attachment.ObjectId)
            : null;

    private DiskObject? OfToken(Caller caller, string token) => FileTokens.Read(Portal, token) is ["disk" or "im", var id]
        && Portal.State<DiskBoard>().FindFile(Php.AsId(id) ?? 0) is { } file && DiskRights.CanRead(Portal, caller.User, file)
            ? file
            : null;

    private async Task Send(HttpContext http, DiskObject file, Fault? fault)
    {
        var content = file.Content!;
        Note("download", Php.Text(file.Id), 200);
        http.Response.ContentType = "application/octet-stream";
        http.Response.ContentLength = content.Length;
        http.Response.Headers.ContentDisposition = $"attachment; filename*=utf-8''{Uri.EscapeDataString(file.Name)}";
        await using var bytes = content.Open();
        var left = fault?.Kind == FaultKind.HalfAnswer ? content.Length / 2 : content.Length;
        var buffer = new byte[81920];
        for (int read; left > 0 && (read = await bytes.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), http.RequestAborted)) > 0; left -= read)
        {
            await http.Response.Body.WriteAsync(buffer.AsMemory(0, read), http.RequestAborted);
        }

        if (fault?.Kind is FaultKind.HalfAnswer or FaultKind.AnswerLost)
        {
            await http.Response.Body.FlushAsync(http.RequestAborted);
            http.Abort();
        }
    }

    private async Task Upload(HttpContext http, Fault? fault)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        var query = http.Request.Query;
        Caller caller;
        lock (Portal.Gate)
        {
            caller = Caller.Identify(host, new RestPath("upload", false, null, null), query["auth"].ToString());
        }

        if (FileTokens.Read(Portal, query["token"].ToString()) is not ["upload", var folderId, var unique])
        {
            throw new RestError("ACCESS_DENIED", "Access denied", 403);
        }

        var (name, content) = await Part(http);
        RestAnswer answer;
        lock (Portal.Gate)
        {
            var call = new RestCall { Portal = Portal, User = caller.User, App = caller.App, Method = "disk.folder.uploadFile", Parameters = [], Token = caller.Token };
            var folder = Portal.State<DiskBoard>().FindFolder(Php.AsId(folderId) ?? 0) ?? throw new RestError("ERROR_NOT_FOUND", $"Could not find entity with id `{folderId}`");
            answer = DiskRights.CanAdd(Portal, caller.User, folder)
                ? DiskMethods.Stored(call, folder, name, content, unique == "1")
                : throw new RestError("ACCESS_DENIED", "Access denied", 403);
        }

        Note("upload", name, 200);
        if (fault?.Kind is FaultKind.AnswerLost or FaultKind.HalfAnswer)
        {
            http.Abort();
            return;
        }

        if (fault?.Kind == FaultKind.ErrorAfterWrite)
        {
            throw fault.ToError();
        }

        await Wire.Json(http, 200, new JsonObject { ["result"] = answer.Result });
    }

    private static async Task<(string Name, FileBytes Content)> Part(HttpContext http)
    {
        var type = MediaTypeHeaderValue.Parse(http.Request.ContentType);
        var reader = new MultipartReader(HeaderUtilities.RemoveQuotes(type.Boundary).Value ?? "", http.Request.Body);
        while (await reader.ReadNextSectionAsync(http.RequestAborted) is { } section)
        {
            if (ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var shown) && HeaderUtilities.RemoveQuotes(shown.Name) == "file")
            {
                var name = shown.FileNameStar.Length > 0 ? shown.FileNameStar.ToString() : HeaderUtilities.RemoveQuotes(shown.FileName).ToString();
                return (name, await FileBytes.Read(section.Body, http.RequestAborted));
            }
        }

        throw new RestError("ERROR_COULD_NOT_SAVE_FILE", "Could not save file");
    }

    private async Task Refuse(HttpContext http, bool upload, RestError error)
    {
        Note(upload ? "upload" : "download", "", error.Status);
        await Wire.Json(http, error.Status, Envelope.Error(error, false, Portal.Switches));
    }

    private void Note(string method, string what, int status) =>
        host.Requests.Add(new JournalLine(2, method, new JsonObject { ["file"] = what }.ToJsonString(), "app", status, "{}", InBatch: false));
}
