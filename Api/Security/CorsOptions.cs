namespace Txt2Image.Api.Security;

/// <summary>The pages of other sites that may use this server from a browser (CORS).</summary>
internal sealed class CorsOptions
{
    public const string Section = "Txt2Image:Cors";

    /// <summary>Stands for every origin.</summary>
    public const string Any = "*";

    /// <summary>
    /// The origins of the pages (<c>Cors:Origins:0</c>…), such as <c>https://gallery.example</c>: scheme, host and port, without a path. They may
    /// read and write, with a key in a header if the server requires one. <c>*</c> stands for every page; without keys, those may only read. By
    /// default there are none.
    /// </summary>
    public IList<string> Origins { get; } = [];

    /// <summary>Whether every page is allowed.</summary>
    public bool AllowsAny => Origins.Contains(Any, StringComparer.Ordinal);

    /// <summary>Whether a page of this origin may write.</summary>
    /// <param name="origin">The header Origin.</param>
    /// <param name="needsKey">Whether a key is required, which no other page has in a cookie.</param>
    public bool MayWrite(string origin, bool needsKey) =>
        Origins.Contains(origin, StringComparer.OrdinalIgnoreCase) || (needsKey && AllowsAny && origin.Length > 0);

    /// <summary>Returns what is wrong with the settings.</summary>
    public IEnumerable<string> Faults()
    {
        for (var i = 0; i < Origins.Count; i++)
        {
            if (Origins[i] != Any && !IsOrigin(Origins[i]))
            {
                yield return $"{Section}:Origins:{i}: '{Origins[i]}' is not an origin: write scheme, host and port, such as "
                    + $"https://gallery.example, without a path or a slash at the end; or {Any} for every page.";
            }
        }
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && text.Equals(uri.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase)
        && uri.UserInfo.Length == 0;
}
