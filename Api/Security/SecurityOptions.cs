using Txt2Image.Api.Hosting;

namespace Txt2Image.Api.Security;

/// <summary>Who may use the server.</summary>
internal sealed class SecurityOptions
{
    public const string Section = "Txt2Image:Security";
    public const int ShortestKey = 16;

    /// <summary>
    /// The API keys (<c>Security:ApiKeys:0</c>…), of 16 characters or more. If there are any, every request must bring one of them. None: only
    /// addresses on loopback are served.
    /// </summary>
    public IList<string> ApiKeys { get; } = [];

    /// <summary>
    /// Says that something else guards a public address without keys, such as a container's port that is published on loopback only. No key is
    /// required then.
    /// </summary>
    public bool TrustedNetwork { get; set; }

    /// <summary>What cannot work; a key itself is never shown.</summary>
    public IEnumerable<string> Faults(IConfiguration configuration)
    {
        for (var i = 0; i < ApiKeys.Count; i++)
        {
            if (ApiKeys[i].Length < ShortestKey)
            {
                yield return $"{Section}:ApiKeys:{i}: a key has at least {ShortestKey} characters.";
            }
        }

        if (ApiKeys.Count > 0 || TrustedNetwork)
        {
            yield break;
        }

        foreach (var address in Listening.Addresses(configuration).Where(address => !Listening.IsLoopback(address)))
        {
            yield return $"{address} can be reached from other machines, and no key is asked for: set {Section}:ApiKeys:0 to a secret of "
                + $"{ShortestKey} characters or more, or listen on {Listening.Default} only. "
                + $"Where something else keeps others out, set {Section}:TrustedNetwork.";
        }
    }
}
