using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Txt2Image.Api.Demo;

namespace Txt2Image.Api.Tests.Support;

internal static class DemoGallery
{
    /// <summary>Waits until a server has filled its demo collection, or has left it alone.</summary>
    public static Task DemoEndedAsync(this TestServer server) => server.Services.GetServices<IHostedService>().OfType<DemoStart>().Single()
        .ExecuteTask!.WaitAsync(TestContext.Current.CancellationToken);
}
