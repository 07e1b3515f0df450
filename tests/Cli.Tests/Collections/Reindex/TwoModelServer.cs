using System.Net.Http.Json;
using System.Text.Json;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Collections.Reindex;

/// <summary>The product's own server with two models, which differ in the sentence that they put a query in.</summary>
public sealed class TwoModelServer : RealServer
{
    protected override IEnumerable<string> Settings =>
        ["--Txt2Image:Models:0=models/demo", "--Txt2Image:Models:1=models/demo?template=a photo of {}"];

    /// <summary>The fingerprint of the model that new collections do not get.</summary>
    internal async Task<string> OtherAsync() =>
        (await Client.GetFromJsonAsync<JsonElement>("/status", TestContext.Current.CancellationToken)).GetProperty("models")[1]
            .GetProperty("fingerprint").GetString()!;
}
