using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Txt2Image.Api.Health;
using Txt2Image.Grains.Abstractions;

namespace Txt2Image.Api.Security;

/// <summary>Asks for a key, where keys are configured. Hashes of equal length are compared, in a time that tells nothing.</summary>
internal sealed class KeyGuard(RequestDelegate next, IOptions<SecurityOptions> options)
{
    private const string Bearer = "Bearer ";
    private readonly byte[][] _hashes = [.. options.Value.ApiKeys.Select(Hash)];

    public Task InvokeAsync(HttpContext http)
    {
        if (http.Request.Path.Equals(HealthEndpoints.Live, StringComparison.OrdinalIgnoreCase)) return next(http);
        if (KeyOf(http.Request) is { Length: > 0 } key && IsKnown(key)) return next(http);
        http.Response.Headers.WWWAuthenticate = "Bearer";
        throw new Txt2ImageException(ErrorCode.Unauthorized, "A valid key is needed: send Authorization: Bearer KEY, or X-Api-Key: KEY.");
    }

    private static string? KeyOf(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? authorization[Bearer.Length..].Trim()
            : request.Headers["X-Api-Key"].ToString();
    }

    private bool IsKnown(string key)
    {
        var hash = Hash(key);
        var known = false;
        foreach (var one in _hashes) known |= CryptographicOperations.FixedTimeEquals(hash, one);
        return known;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
