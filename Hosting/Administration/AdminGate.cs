using Microsoft.AspNetCore.Http;

namespace Txt2Image.Hosting.Administration;

/// <summary>
/// Keeps the administrator's port and the public ones apart, by the port that a connection came in on: a Host header says what its sender likes. It
/// stands behind routing and ahead of everything that a client of the public ports has to pass.
/// </summary>
internal sealed class AdminGate(RequestDelegate next, AdminAddress admin)
{
    private const string Served = $"This port serves {AdminPaths.Metrics}, {AdminPaths.Live}, {AdminPaths.Ready} and {AdminPaths.Dashboard}.";

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
            return RefuseAsync(http, StatusCodes.Status403Forbidden, $"Ask for {admin.Url} by its own name.");
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
