using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Txt2Image.Api.Security;

/// <summary>
/// The configured keys. A session is an HMAC made with its key: it is not stored, every Api with the same keys accepts it, and it ends when its key
/// is removed. Comparisons always take the same time, so that timing reveals nothing.
/// </summary>
internal sealed class KeyRing(IOptions<SecurityOptions> options)
{
    private readonly byte[][] _hashes = [.. options.Value.ApiKeys.Select(Hash)];
    private readonly byte[][] _sessions = [.. options.Value.ApiKeys.Select(key => Encoding.UTF8.GetBytes(SessionOf(key)))];

    /// <summary>Whether no key is required.</summary>
    public bool IsEmpty => _hashes.Length == 0;

    public bool Holds(string key) => IsAmong(_hashes, Hash(key));

    public bool HoldsSession(string session) => IsAmong(_sessions, Encoding.UTF8.GetBytes(session));

    /// <summary>The session that a browser sends instead of a key.</summary>
    public static string SessionOf(string key) => Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), "txt2image session"u8));

    private static bool IsAmong(byte[][] all, byte[] one)
    {
        var found = false;
        foreach (var other in all)
        {
            found |= CryptographicOperations.FixedTimeEquals(one, other);
        }

        return found;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
