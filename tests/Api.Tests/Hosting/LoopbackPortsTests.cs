using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Hosting;

/// <summary>The ports of a silo that nobody else connects to.</summary>
public sealed class LoopbackPortsTests(SharedServer shared)
{
    // Linux gives ports from here on to outgoing connections, other systems from 49,152 on.
    private const int FirstGivenAway = 32_768;

    [Fact]
    public void Ports_OfALoneServer_AreNoneThatTheSystemGivesAway()
    {
        var endpoints = shared.Server.Services.GetRequiredService<IOptions<EndpointOptions>>().Value;

        Assert.NotEqual(endpoints.SiloPort, endpoints.GatewayPort);
        Assert.All([endpoints.SiloPort, endpoints.GatewayPort], static port => Assert.InRange(port, 1024, FirstGivenAway - 1));
    }
}
