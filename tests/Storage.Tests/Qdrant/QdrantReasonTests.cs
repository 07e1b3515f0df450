using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors.Qdrant;

namespace Txt2Image.Storage.Tests.Qdrant;

/// <summary>Each reason for which Qdrant cannot be used has its own sentence.</summary>
public sealed class QdrantReasonTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reason_NothingListens_IsNamed() =>
        await AssertAsync($"http://127.0.0.1:{FreePort.Next()}", "Nothing listens at http://127.0.0.1:");

    [Fact]
    public async Task Reason_NameDoesNotResolve_IsNamed() =>
        await AssertAsync("http://no-such-host.invalid:6334", "The name in http://no-such-host.invalid:6334 does not resolve");

    [Fact]
    public async Task Reason_RestPort_IsNamed()
    {
        await using var server = await StartAsync(HttpProtocols.Http1, tls: false);

        // If it closes the connection before its answer is read, only the handshake is seen to fail.
        await AssertAsync($"http://127.0.0.1:{PortOf(server)}", "REST");
    }

    [Fact]
    public async Task Reason_AnotherProgram_IsNamed()
    {
        await using var server = await StartAsync(HttpProtocols.Http2, tls: false);
        await AssertAsync($"http://127.0.0.1:{PortOf(server)}", "is not Qdrant");
    }

    [Fact]
    public async Task Reason_TlsWhereThereIsNone_IsNamed()
    {
        await using var server = await StartAsync(HttpProtocols.Http2, tls: false);
        await AssertAsync($"https://127.0.0.1:{PortOf(server)}", "does not use TLS. Set Txt2Image:Vectors:Qdrant:Url to http://");
    }

    [Fact]
    public async Task Reason_NoTlsWhereItIsAsked_IsNamed()
    {
        await using var server = await StartAsync(HttpProtocols.Http2, tls: true);
        await AssertAsync($"http://127.0.0.1:{PortOf(server)}", "if it uses TLS, set Txt2Image:Vectors:Qdrant:Url to https://");
    }

    [Fact]
    public async Task Reason_CertificateNotTrusted_IsNamed()
    {
        await using var server = await StartAsync(HttpProtocols.Http2, tls: true);
        await AssertAsync($"https://localhost:{PortOf(server)}", "The certificate of https://localhost:");
    }

    private static async Task AssertAsync(string url, string says)
    {
        await using var store = new QdrantVectorStore(
            new QdrantOptions { Url = new Uri(url), ReadTimeout = TimeSpan.FromSeconds(20) }, TimeProvider.System);

        var failure = await Assert.ThrowsAsync<StoreException>(() => store.PingAsync(Token));

        Assert.Equal(StoreFault.Unavailable, failure.Fault);
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
    }

    private static async Task<WebApplication> StartAsync(HttpProtocols protocols, bool tls)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            if (tls)
            {
                listen.UseHttps(Certificate());
            }
        }));
        var server = builder.Build();
        server.Run(context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        await server.StartAsync(Token);
        return server;
    }

    private static int PortOf(WebApplication server) =>
        new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var signed = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return X509CertificateLoader.LoadPkcs12(signed.Export(X509ContentType.Pfx), null);
    }
}
