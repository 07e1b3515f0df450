using System.CommandLine;

namespace Txt2Image.Bench.Product;

/// <summary>A server's address on the command line.</summary>
internal static class UrlOption
{
    public static Option<Uri?> Create(string description) => new("--url")
    {
        Description = description,
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https"))
            {
                return url;
            }

            result.AddError($"'{result.Tokens[0].Value}' is not an address such as http://localhost:8080.");
            return null;
        },
    };
}
