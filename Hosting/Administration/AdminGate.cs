using Microsoft.AspNetCore.Http;

namespace Txt2Image.Hosting.Administration;

/// <summary>
/// Separates the administrator's port from the public ones by the port that a connection came in on, because a Host header can contain anything. It
/// runs after routing and before everything that a client of the public ports must pass.
/// </summary>
internal sealed class AdminGate(RequestDelegate next, AdminAddress admin)
{
    private const string Served =
        $"This port serves {AdminPaths.Metrics}, {AdminPaths.Health}, {AdminPaths.Live}, {AdminPaths.Ready} and {AdminPaths.Dashboard}.";

    public Task InvokeAsync(HttpContext http)
    {
        var path = http.Request.Path;
        if (http.Connection.LocalPort != admin.Port)
        {
            if (AdminPaths.IsRestricted(path))
            {
                http.SetEndpoint(null);
            }

            return next(http);
        }

        if (!admin.IsCalled(http.Request.Host.Host))
        {
            return RefuseAsync(http, StatusCodes.Status403Forbidden, $"Unexpected Host header. Use {admin.Url}.");
        }

        var isServed = AdminPaths.IsRestricted(path) || AdminPaths.IsHealth(path);
        return isServed && http.GetEndpoint()?.RequestDelegate is { } serve
            ? serve(http)
            : RefuseAsync(http, StatusCodes.Status404NotFound, Served);
    }

    private static Task RefuseAsync(HttpContext http, int status, string why)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsync(why, http.RequestAborted);
    }
}
