namespace Txt2Image.Api.Demo;

internal static class DemoRegistration
{
    public static void AddDemo(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DemoProgress>();
        builder.Services.AddSingleton<DemoFiller>();
        builder.Services.AddHostedService<DemoStart>();
    }
}
