using Txt2Image.Storage.Images.S3;

namespace Txt2Image.Storage.Tests.Images.S3;

public sealed class S3OptionsTests
{
    [Theory]
    [InlineData("http://localhost:9000", null, "http://localhost:9000")]
    [InlineData("https://s3.example", false, "https://pictures.s3.example")]
    public void ReadOrigins_OfAnEndpoint_IsWhereAddressesLead(string endpoint, bool? pathStyle, string origin)
    {
        var options = new S3Options { Endpoint = new Uri(endpoint), Bucket = "pictures", PathStyle = pathStyle, Reads = S3Reads.Presigned };

        Assert.Equal([origin], options.ReadOrigins());
    }

    [Fact]
    public void ReadOrigins_Proxied_AreNone() =>
        Assert.Empty(new S3Options { Endpoint = new Uri("http://localhost:9000"), Bucket = "pictures" }.ReadOrigins());

    /// <summary>Amazon S3: the origins that the SDK signs must be among those that the page may load.</summary>
    [Theory]
    [InlineData("us-east-1", "pictures", null)]
    [InlineData("eu-central-1", "pictures", null)]
    [InlineData("eu-central-1", "pictures", true)]
    [InlineData("eu-central-1", "pictures.example", null)]
    public async Task ReadOrigins_OfAmazon_HoldTheSignedOne(string region, string bucket, bool? pathStyle)
    {
        var options = new S3Options
            { Bucket = bucket, Region = region, PathStyle = pathStyle, AccessKey = "key", SecretKey = "secret", Reads = S3Reads.Presigned };
        using var connection = new S3Connection(options, TimeProvider.System);

        var signed =
            await connection.Client.GetPreSignedURLAsync(
                new() { BucketName = bucket, Key = "key", Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5) });

        Assert.Contains(new Uri(signed).GetLeftPart(UriPartial.Authority), options.ReadOrigins());
    }

    [Fact]
    public void Faults_OfWhatCannotWork_AreNamedAndShowNoKey()
    {
        Assert.Empty(new S3Options { Bucket = "pictures" }.Faults());
        S3Options[] wrong =
        [
            new() { Bucket = "" },
            new() { Bucket = "Not A Bucket" },
            new() { Bucket = "pictures", Endpoint = new Uri("ftp://store") },
            new() { Bucket = "pictures", Endpoint = new Uri("http://me:hidden@store") },
            new() { Bucket = "pictures", AccessKey = "hidden" },
            new() { Bucket = "pictures", SecretKey = "hidden" },
            new() { Bucket = "pictures", AccessKey = "key", SecretKey = "hidden\n" },
        ];
        Assert.All(wrong, options => Assert.DoesNotContain("hidden", Assert.Single(options.Faults()), StringComparison.Ordinal));
    }
}
