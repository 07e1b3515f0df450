using Txt2Image.Storage.Images.S3;
using Txt2Image.Tests.Support.S3;

[assembly: AssemblyFixture(typeof(SharedS3Server))]

namespace Txt2Image.Storage.Tests.Images.S3;

/// <summary>The options of a store that is reached so.</summary>
internal static class S3AccessExtensions
{
    /// <summary>A test machine may be slow; what is to be tested with time has limits of its own.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static S3Options Options(this S3Access access, TimeSpan? timeout = null) => new()
    {
        Endpoint = access.Endpoint,
        Bucket = access.Bucket,
        AccessKey = access.AccessKey,
        SecretKey = access.SecretKey,
        Timeout = timeout ?? Patience,
    };
}
