using System.ComponentModel.DataAnnotations;

namespace Txt2Image.Storage.Images.S3;

/// <summary>Where an S3 store is and how it is used. Every setting but the bucket has a default.</summary>
public sealed class S3Options
{
    /// <summary>Reads pass through this server.</summary>
    public const string Proxied = "Proxied";

    /// <summary>Reads are sent on to the store, by an address that is signed for a while.</summary>
    public const string Presigned = "Presigned";

    /// <summary>The address of a store that is not Amazon's, as <c>http://localhost:9000</c>; none: Amazon S3 in <see cref="Region"/>.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>The bucket. It has to exist.</summary>
    public string Bucket { get; set; } = "";

    /// <summary>Begins the keys of all objects that are ours.</summary>
    [RegularExpression("[A-Za-z0-9_=-][A-Za-z0-9_=/-]{0,199}|", ErrorMessage = "at most 200 characters of A-Z, a-z, 0-9, _, =, hyphen and /, the first of them no /.")]
    public string Prefix { get; set; } = "txt2image/";

    /// <summary>The region: of Amazon's store, or what another one expects in signatures.</summary>
    [Required, RegularExpression("[a-z0-9-]{1,40}", ErrorMessage = "a name such as eu-central-1.")]
    public string Region { get; set; } = "us-east-1";

    /// <summary>Whether the bucket stands in the path of an address instead of in its host name; null: where there is an <see cref="Endpoint"/>.</summary>
    public bool? PathStyle { get; set; }

    /// <summary>The access key; none: the credentials chain of the AWS SDK (environment, profile, role of the machine).</summary>
    public string? AccessKey { get; set; }

    /// <summary>The secret of the access key. It signs every call and is never shown.</summary>
    public string? SecretKey { get; set; }

    /// <summary><c>Proxied</c> or <c>Presigned</c>.</summary>
    [RegularExpression("(?i:Proxied|Presigned)", ErrorMessage = "it is Proxied or Presigned.")]
    public string Reads { get; set; } = Proxied;

    /// <summary>How long a presigned address works.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan PresignedLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long one call of the store may take, retries included; and how long a read may stand still.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Whether clients are sent on to the store for reading.</summary>
    public bool IsPresigned => Reads.Equals(Presigned, StringComparison.OrdinalIgnoreCase);

    /// <summary>The origins that presigned addresses may have; none where reads pass through this server.</summary>
    public IReadOnlyList<string> ReadOrigins()
    {
        if (!IsPresigned)
        {
            return [];
        }

        if (Endpoint is { } endpoint)
        {
            return [UsesPathStyle ? endpoint.GetLeftPart(UriPartial.Authority) : $"{endpoint.Scheme}://{Bucket}.{endpoint.Authority}"];
        }

        string[] hosts = [$"s3.{Region}.amazonaws.com", "s3.amazonaws.com"];
        return [.. hosts.Select(host => $"https://{host}"), .. hosts.Select(host => $"https://{Bucket}.{host}")];
    }

    /// <summary>What is wrong with settings that depend on each other, each in a sentence; none of them shows a key.</summary>
    public IEnumerable<string> Faults()
    {
        if (Endpoint is not null and not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            yield return "Endpoint: it is an absolute address with http or https, as http://localhost:9000.";
        }
        else if (Endpoint is { UserInfo.Length: > 0 })
        {
            yield return "Endpoint: it holds a name or password. Set AccessKey and SecretKey instead.";
        }

        if (!IsBucket(Bucket))
        {
            yield return "Bucket: it is the name of a bucket, 3 to 63 characters of a-z, 0-9, dot and hyphen, and it is needed.";
        }

        if (string.IsNullOrEmpty(AccessKey) != string.IsNullOrEmpty(SecretKey))
        {
            yield return "AccessKey and SecretKey: one of the two is missing.";
        }

        if ($"{AccessKey}{SecretKey}".Any(letter => letter is <= ' ' or > '~'))
        {
            yield return "AccessKey and SecretKey: one holds a character that no key has; is it copied with a line end?";
        }
    }

    internal bool UsesPathStyle => PathStyle ?? Endpoint is not null;

    private static bool IsBucket(string name) =>
        name.Length is >= 3 and <= 63 && name.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '-');
}
