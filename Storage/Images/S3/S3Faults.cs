using System.Net;
using System.Net.Sockets;
using System.Xml;
using Amazon.Runtime;

namespace Txt2Image.Storage.Images.S3;

/// <summary>
/// Translates failed calls for callers. Messages are ours; the store's message, which may quote keys, stays in the inner exception.
/// </summary>
internal static class S3Faults
{
    private const string NoBucket = "NoSuchBucket";
    private static readonly string[] Full =
        ["QuotaExceeded", "InsufficientCapacity", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "InsufficientStorage"];
    private static readonly string[] Denied =
        ["AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken", "AllAccessDisabled", "Forbidden"];
    private static readonly string[] Elsewhere =
        ["PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException", "TemporaryRedirect"];
    private static readonly string[] Busy =
        ["SlowDown", "TooManyRequests", "Throttling", "ThrottlingException", "RequestLimitExceeded", "ServiceUnavailable"];

    /// <summary>Whether this is a failure of the store or of the connection to it.</summary>
    public static bool Is(Exception failure) =>
        failure is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or SocketException or XmlException
            or OperationCanceledException;

    public static StoreException Translate(Exception failure) => failure switch
    {
        AmazonServiceException refused => Translate(refused),
        AmazonClientException { InnerException: null } => new(
            StoreFault.Unavailable,
            "The S3 store could not be called: credentials are missing or cannot be read. " +
            "Set Txt2Image:Images:S3:AccessKey and SecretKey, or assign this machine a role.",
            failure),
        _ => Failed(failure),
    };

    public static StoreException Late(TimeSpan limit, Exception? inner) => new(
        StoreFault.Unavailable,
        $"The S3 store did not respond within {limit.TotalSeconds:0.###} s. Try again; if this continues, check the store.",
        inner);

    public static StoreException Foreign() =>
        new(StoreFault.Unavailable, "The server at Txt2Image:Images:S3:Endpoint is not an S3 store. Check the address and any proxy in between.");

    public static StoreException Cut() => new(StoreFault.Unavailable, "The S3 store ended its response early. Try again.");

    private static StoreException Translate(AmazonServiceException refused)
    {
        var code = refused.ErrorCode ?? "";
        if (Full.Contains(code, StringComparer.Ordinal) || refused.StatusCode == HttpStatusCode.InsufficientStorage)
        {
            return new(StoreFault.Full, "The S3 store has no space left for this bucket. Free some space, or raise its quota.", refused);
        }

        if (refused.StatusCode == HttpStatusCode.NotFound && code != NoBucket)
        {
            return new(StoreFault.NotFound, "The S3 store does not have this object; it may have been deleted.", refused);
        }

        if (code == NoBucket)
        {
            return new(
                StoreFault.Unavailable, "The bucket does not exist. Create it, or set Txt2Image:Images:S3:Bucket to an existing one.", refused);
        }

        if (code == "RequestTimeTooSkewed")
        {
            return new(StoreFault.Unavailable, "The clocks of the S3 store and of this machine differ. Synchronise them.", refused);
        }

        if (Elsewhere.Contains(code, StringComparer.Ordinal)
            || refused.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect)
        {
            return new(StoreFault.Unavailable, "The bucket is in another region. Set Txt2Image:Images:S3:Region to that region.", refused);
        }

        if (Denied.Contains(code, StringComparer.Ordinal) || refused.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized)
        {
            return new(
                StoreFault.Unavailable,
                "The S3 store rejects the keys. They must allow getting, putting, deleting and listing objects in the bucket.", refused);
        }

        if (Busy.Contains(code, StringComparer.Ordinal) || refused.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
        {
            return new(StoreFault.Unavailable, "The S3 store is overloaded. Try again later.", refused);
        }

        return Failed(refused);
    }

    private static StoreException Failed(Exception failure) => new(
        StoreFault.Unavailable, "The S3 store is not available. Check that it is running and that Txt2Image:Images:S3:Endpoint is its address.",
        failure);
}
