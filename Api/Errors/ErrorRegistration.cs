namespace Txt2Image.Api.Errors;

internal static class ErrorRegistration
{
    public static void AddErrors(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RouteHints>();
        builder.Services.AddSingleton<AllowedMethods>();
    }

    public static void UseErrors(this WebApplication app) => app.UseMiddleware<ErrorMiddleware>();
}
