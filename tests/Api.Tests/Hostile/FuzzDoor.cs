using System.Net.Http.Headers;
using System.Text;

namespace Txt2Image.Api.Tests.Hostile;

/// <summary>A request to a route that reads input.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path and query, which need not be escaped.</param>
/// <param name="Headers">Its headers, also those of the content.</param>
/// <param name="Body">Its body, if it has one.</param>
internal sealed record FuzzDoor(string Method, string Path, IReadOnlyList<(string Name, string Value)> Headers, byte[]? Body)
{
    private const int MostShown = 400;

    // What parsers stumble over: halves of surrogate pairs, control characters, the limits of numbers, quotes, nesting, length.
    private static readonly string[] Odd =
    [
        "\\ud800", "\\udc00\\ud800", "\\u0000", "\u0001", "\ufeff", "\u2028", "é", "\ud83d\ude00", "%00", "%ff", "%u0041", "%", "\"", "'",
        "\\", "\\\"",
        "{", "}", "[", "]", "{}", "[]", "null", "true", "-", "-1", "0", "1e999", "-1e999", "1e-999", "9223372036854775808", "18446744073709551616",
        "0.1e", "NaN", "Infinity", "&", "=", ";", ",", ":", "/", "..", "../", "?", "#", "+", " ", "\t", "\r\n", "\r\n\r\n", "--", "--xyz", "--xyz--",
        "boundary=", "charset=", "charset=utf-7", "utf-16", "name=", "filename=", "filename*=utf-8''%ff", "no-cache", "max-age=1e9", "bytes=0-",
        "bytes=-1", "W/\"\"", "*", "q=2", new string('a', 3000), string.Concat(Enumerable.Repeat("[", 200)),
        string.Concat(Enumerable.Repeat("{\"a\":", 100)),
    ];

    /// <summary>This request with a few random faults, most of them in one place.</summary>
    public FuzzDoor Damage(Random random)
    {
        var damaged = this;
        for (var faults = random.Next(1, 4); faults > 0; faults--)
        {
            damaged = random.Next(4) switch
            {
                0 => damaged with { Path = "/" + Damage(random, damaged.Path[1..]) },
                1 when damaged.Headers.Count > 0 => damaged.WithHeader(random),
                _ when damaged.Body is { } body => damaged with { Body = Damage(random, body) },
                _ => damaged with { Path = "/" + Damage(random, damaged.Path[1..]) },
            };
        }

        return damaged;
    }

    public HttpRequestMessage ToRequest(Uri server)
    {
        var asIs = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var url = new Uri($"{server.GetLeftPart(UriPartial.Authority)}{Escape(Path)}", asIs);
        var request = new HttpRequestMessage(new HttpMethod(Method), url) { Content = Body is null ? null : new ByteArrayContent(Body) };
        foreach (var (name, value) in Headers)
        {
            HttpHeaders headers = name == "Content-Type" && request.Content is not null ? request.Content.Headers : request.Headers;
            headers.TryAddWithoutValidation(name, Sendable(value));
        }

        return request;
    }

    public override string ToString()
    {
        var headers = string.Concat(Headers.Select(header => $" [{header.Name}: {header.Value}]"));
        return $"{Method} {Short(Path)}{Short(headers)} {Short(Encoding.Latin1.GetString(Body ?? []))}";
    }

    private FuzzDoor WithHeader(Random random)
    {
        var headers = Headers.ToArray();
        var place = random.Next(headers.Length);
        headers[place].Value = Damage(random, headers[place].Value);
        return this with { Headers = headers };
    }

    private static string Damage(Random random, string text) => Encoding.Latin1.GetString(Damage(random, Encoding.Latin1.GetBytes(text)));

    private static byte[] Damage(Random random, byte[] bytes)
    {
        var (from, other) = (random.Next(bytes.Length + 1), random.Next(bytes.Length + 1));
        var (start, end) = (Math.Min(from, other), Math.Max(from, other));
        end = Math.Min(end, start + random.Next(1, 40));
        switch (random.Next(6))
        {
            case 0: return [.. bytes[..start], .. bytes[end..]];
            case 1: return [.. bytes[..end], .. bytes[start..]];
            case 2: return [.. bytes[..start], .. bytes[end..].Reverse()];
            case 3 when bytes.Length > 0:
                var flipped = bytes.ToArray();
                flipped[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return flipped;
            case 4: return [.. bytes[..start], .. Encoding.UTF8.GetBytes(Odd[random.Next(Odd.Length)]), .. bytes[end..]];
            default: return [.. bytes[..start], .. Encoding.UTF8.GetBytes(Odd[random.Next(Odd.Length)]), .. bytes[start..]];
        }
    }

    /// <summary>Escapes what a client cannot send in a URL; everything else is sent as it is.</summary>
    private static string Escape(string path) => string.Concat(Encoding.UTF8.GetBytes(path).Select(letter =>
        letter is > 0x20 and < 0x7f and not (byte)'#' ? ((char)letter).ToString() : $"%{letter:X2}"));

    /// <summary>A client cannot send line ends and NUL in a header.</summary>
    private static string Sendable(string value) => string.Concat(value.Where(letter => letter is >= ' ' and < '\x7f' or '\t'));

    private static string Short(string text) => text.Length <= MostShown ? text : text[..MostShown] + "…";
}
