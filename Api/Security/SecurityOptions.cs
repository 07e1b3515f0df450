using Txt2Image.Api.Hosting;

namespace Txt2Image.Api.Security;

/// <summary>Who may use the server.</summary>
internal sealed class SecurityOptions
{
    public const string Section = "Txt2Image:Security";
    public const int ShortestKey = 16;

    /// <summary>
    /// The API keys (<c>Security:ApiKeys:0</c>…), of 16 characters or more. If there are any, every request must send one of them. If there are
    /// none, the server only listens on loopback addresses.
    /// </summary>
    public IList<string> ApiKeys { get; } = [];

    /// <summary>
    /// Whether something else guards a public address, such as a container's port that is published on loopback only. Then no key is required.
    /// </summary>
    public bool TrustedNetwork { get; set; }

    /// <summary>Returns what is wrong with the settings; keys are never shown.</summary>
    public IEnumerable<string> Faults(IConfiguration configuration)
    {
        for (var i = 0; i < ApiKeys.Count; i++)
        {
            if (ApiKeys[i].Length < ShortestKey)
            {
                yield return $"{Section}:ApiKeys:{i}: a key must have at least {ShortestKey} characters.";
            }
        }

        if (ApiKeys.Count > 0 || TrustedNetwork)
        {
            yield break;
        }

        foreach (var address in Listening.Addresses(configuration).Where(address => !Listening.IsLoopback(address)))
        {
            yield return $"{address} can be reached from other machines, but no key is required: set {Section}:ApiKeys:0 to a secret of "
                + $"{ShortestKey} characters or more, or listen on {Listening.Default} only. "
                + $"If something else keeps others out, set {Section}:TrustedNetwork.";
        }
    }
}
