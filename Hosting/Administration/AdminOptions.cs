namespace Txt2Image.Hosting.Administration;

/// <summary>The administrator's port: metrics, health and the dashboard of grains, away from the public ones.</summary>
public sealed class AdminOptions
{
    /// <summary>
    /// The http address of the port, as <c>http://localhost:9090</c>; empty: an Api has none, and a silo answers on <c>http://localhost:9090</c>. It asks for
    /// no key, so an address that other machines can reach belongs on a private network.
    /// </summary>
    public string Url { get; set; } = "";

    /// <summary>Whether an address is set.</summary>
    public bool IsOn => Url.Length > 0;
}
