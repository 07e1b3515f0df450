using System.Net;
using System.Net.Sockets;
using System.Xml;
using Amazon.Runtime;

namespace Txt2Image.Storage.Images.S3;

/// <summary>What a failed call means to a caller. Messages are ours; the store's, which may quote keys, stays in the inner exception.</summary>
internal static class S3Faults
{
    private const string NoBucket = "NoSuchBucket";
    private static readonly string[] Full = ["QuotaExceeded", "InsufficientCapacity", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "InsufficientStorage"];
    private static readonly string[] Denied = ["AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken", "AllAccessDisabled", "Forbidden"];
    private static readonly string[] Elsewhere = ["PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException", "TemporaryRedirect"];
    private static readonly string[] Busy = ["SlowDown", "TooManyRequests", "Throttling", "ThrottlingException", "RequestLimitExceeded", "ServiceUnavailable"];

    /// <summary>Whether this is a failure of the store, or of the way to it.</summary>
    public static bool Is(Exception failure) =>
        failure is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or SocketException or XmlException or OperationCanceledException;

    public static StoreException Translate(Exception failure) => failure switch
    {
        AmazonServiceException refused => Translate(refused),
        AmazonClientException { InnerException: null } => new(
            StoreFault.Unavailable,
            "The S3 store could not be asked: there are no credentials, or they cannot be read. Set Txt2Image:Images:S3:AccessKey and SecretKey, or give this machine a role.",
            failure),
        _ => new(
            StoreFault.Unavailable, "The S3 store does not answer as it should. Check that it runs, and that Txt2Image:Images:S3:Endpoint leads to it.", failure),
    };

    public static StoreException Late(TimeSpan limit, Exception? inner) =>
        new(StoreFault.Unavailable, $"The S3 store did not answer within {limit.TotalSeconds:0.###} s. Try again; if it stays so, look at the store.", inner);

    public static StoreException Foreign() =>
        new(StoreFault.Unavailable, "What answers at Txt2Image:Images:S3:Endpoint is not an S3 store. Check the address, and what stands between.");

    public static StoreException Cut() => new(StoreFault.Unavailable, "The S3 store ended its answer early. Try again.");

    private static StoreException Translate(AmazonServiceException refused)
    {
        var code = refused.ErrorCode ?? "";
        if (Full.Contains(code, StringComparer.Ordinal) || refused.StatusCode == HttpStatusCode.InsufficientStorage)
        {
            return new(StoreFault.Full, "The S3 store has no space left for this bucket. Free some, or raise its quota.", refused);
        }

        if (refused.StatusCode == HttpStatusCode.NotFound && code != NoBucket)
        {
            return new(StoreFault.NotFound, "The S3 store has no such object (any more).", refused);
        }

        if (code == NoBucket)
        {
            return new(StoreFault.Unavailable, "The S3 store has no such bucket. Create it, or set Txt2Image:Images:S3:Bucket to one that is there.", refused);
        }

        if (code == "RequestTimeTooSkewed")
        {
            return new(StoreFault.Unavailable, "The S3 store's clock and this machine's differ. Set both.", refused);
        }

        if (Elsewhere.Contains(code, StringComparer.Ordinal) || refused.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect)
        {
            return new(StoreFault.Unavailable, "The bucket is in another region. Set Txt2Image:Images:S3:Region to it.", refused);
        }

        if (Denied.Contains(code, StringComparer.Ordinal) || refused.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized)
        {
            return new(
                StoreFault.Unavailable, "The S3 store refuses the keys. They must allow to get, put, delete and list the objects of the bucket.", refused);
        }

        if (Busy.Contains(code, StringComparer.Ordinal) || refused.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
        {
            return new(StoreFault.Unavailable, "The S3 store takes no more calls now. Try again later.", refused);
        }

        return new(
            StoreFault.Unavailable, "The S3 store does not answer as it should. Check that it runs, and that Txt2Image:Images:S3:Endpoint leads to it.", refused);
    }
}
