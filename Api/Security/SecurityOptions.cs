using Txt2Image.Api.Hosting;

namespace Txt2Image.Api.Security;

/// <summary>The section <c>Txt2Image:Security</c>.</summary>
internal sealed class SecurityOptions
{
    public const string Section = "Txt2Image:Security";
    public const int ShortestKey = 16;

    /// <summary>The keys of which a request must bring one, if there are any.</summary>
    public IList<string> ApiKeys { get; } = [];

    /// <summary>
    /// Whether something else guards the public addresses, as a container's port that is published on loopback only: then no key is demanded of them.
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
                + $"{ShortestKey} characters or more, or listen on {Listening.Default} only. Where something else keeps others out, set {Section}:TrustedNetwork.";
        }
    }
}
