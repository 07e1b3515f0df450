using System.ComponentModel.DataAnnotations;

namespace Txt2Image.Storage.Images.S3;

/// <summary>How images in an S3 store are read.</summary>
public enum S3Reads
{
    /// <summary>Reads pass through this server.</summary>
    Proxied,

    /// <summary>Reads are redirected to the store, by an address that is signed for a while.</summary>
    Presigned,
}

/// <summary>The location of an S3 store and how to use it. Every setting except the bucket has a default.</summary>
public sealed class S3Options
{
    /// <summary>
    /// The address of a store that is not Amazon's, such as <c>http://localhost:9000</c>. None: Amazon S3 in <c>Images:S3:Region</c>.
    /// </summary>
    public Uri? Endpoint { get; set; }

    /// <summary>The bucket. It is required, and must exist.</summary>
    public string Bucket { get; set; } = "";

    /// <summary>
    /// The prefix of the keys of all our objects: at most 200 characters of A-Z, a-z, 0-9, _, =, hyphen and /, not beginning with /.
    /// </summary>
    [RegularExpression(
        "[A-Za-z0-9_=-][A-Za-z0-9_=/-]{0,199}|",
        ErrorMessage = "at most 200 characters of A-Z, a-z, 0-9, _, =, hyphen and /, not beginning with /.")]
    public string Prefix { get; set; } = "txt2image/";

    /// <summary>The region of Amazon's store, or the one that another store expects in signatures.</summary>
    [Required, RegularExpression("[a-z0-9-]{1,40}", ErrorMessage = "a name such as eu-central-1.")]
    public string Region { get; set; } = "us-east-1";

    /// <summary>
    /// Whether the bucket is in the path of an address (<c>true</c>) or in its host name (<c>false</c>). None: in the path where
    /// <c>Images:S3:Endpoint</c> is set.
    /// </summary>
    public bool? PathStyle { get; set; }

    /// <summary>The access key. None: the credentials chain of the AWS SDK (environment, profile, role of the machine).</summary>
    public string? AccessKey { get; set; }

    /// <summary>The secret of the access key. It signs every call and is never printed.</summary>
    public string? SecretKey { get; set; }

    /// <summary>
    /// How clients read images: <c>Proxied</c>, through this server, or <c>Presigned</c>, by a redirect to a signed address of the store, which
    /// clients must be able to reach.
    /// </summary>
    public S3Reads Reads { get; set; }

    /// <summary>How long a presigned address is valid.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan PresignedLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long one call of the store may take, retries included, and how long a read may wait for its next bytes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Whether clients are redirected to the store for reading.</summary>
    public bool IsPresigned => Reads == S3Reads.Presigned;

    /// <summary>The origins that presigned addresses may have; none if this server proxies reads.</summary>
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

    /// <summary>Errors in settings that depend on each other, one sentence each; none contains a key.</summary>
    public IEnumerable<string> Faults()
    {
        if (Endpoint is not null and not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            yield return "Endpoint: must be an absolute http or https address such as http://localhost:9000.";
        }
        else if (Endpoint is { UserInfo.Length: > 0 })
        {
            yield return "Endpoint: must not contain a user name or password. Set AccessKey and SecretKey instead.";
        }

        if (!IsBucket(Bucket))
        {
            yield return "Bucket: required; a bucket name has 3 to 63 characters of a-z, 0-9, dot and hyphen.";
        }

        if (string.IsNullOrEmpty(AccessKey) != string.IsNullOrEmpty(SecretKey))
        {
            yield return "AccessKey and SecretKey: one of the two is missing.";
        }

        if ($"{AccessKey}{SecretKey}".Any(letter => letter is <= ' ' or > '~'))
        {
            yield return "AccessKey and SecretKey: one contains an invalid character; was a line break copied with it?";
        }
    }

    internal bool UsesPathStyle => PathStyle ?? Endpoint is not null;

    private static bool IsBucket(string name) =>
        name.Length is >= 3 and <= 63 && name.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '-');
}
