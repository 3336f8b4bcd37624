using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Users;

/// <summary>A user's row, cut to what the scope opens: <c>user_brief</c> has no contacts, <c>user_basic</c> has e-mail.</summary>
internal static class UserShape
{
    private static readonly DateTimeOffset Registered = new(2024, 7, 15, 0, 0, 0, TimeSpan.Zero);

    public static JsonObject One(RestCall call, PortalUser user, bool withType)
    {
        var row = new JsonObject
        {
            ["ID"] = Php.Text(user.Id),
            ["XML_ID"] = null,
            ["ACTIVE"] = user.IsActive,
            ["NAME"] = user.Name,
            ["LAST_NAME"] = user.LastName,
            ["SECOND_NAME"] = "",
            ["EMAIL"] = user.Email,
            ["LAST_LOGIN"] = PortalDates.Print(PortalDates.Now(call.Portal), call.User),
            ["DATE_REGISTER"] = PortalDates.Print(Registered, call.User),
            ["TIME_ZONE"] = "",
            ["IS_ONLINE"] = "Y",
            ["TIMESTAMP_X"] = new JsonObject(),
            ["LAST_ACTIVITY_DATE"] = new JsonObject(),
            ["PERSONAL_GENDER"] = "",
            ["PERSONAL_WWW"] = "",
            ["PERSONAL_BIRTHDAY"] = "",
            ["PERSONAL_MOBILE"] = "",
            ["PERSONAL_CITY"] = "",
            ["WORK_PHONE"] = "",
            ["WORK_POSITION"] = user.Position,
            ["UF_EMPLOYMENT_DATE"] = "",
            ["UF_DEPARTMENT"] = new JsonArray(1),
        };
        if (withType)
        {
            row["USER_TYPE"] = "employee";
        }

        foreach (var hidden in Hidden(call.App))
        {
            row.Remove(hidden);
        }

        return row;
    }

    private static string[] Hidden(InstalledApp? app)
    {
        if (app is null || app.Scopes.Contains("user"))
        {
            return [];
        }

        string[] personal = ["LAST_LOGIN", "DATE_REGISTER", "IS_ONLINE", "TIMESTAMP_X", "LAST_ACTIVITY_DATE", "PERSONAL_BIRTHDAY", "PERSONAL_CITY", "UF_EMPLOYMENT_DATE"];
        return app.Scopes.Contains("user_basic") ? personal : [.. personal, "EMAIL", "XML_ID", "PERSONAL_WWW", "PERSONAL_MOBILE", "WORK_PHONE"];
    }
}
