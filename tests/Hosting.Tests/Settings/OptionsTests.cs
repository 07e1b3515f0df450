using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Encoding;
using Txt2Image.Hosting.Settings;

namespace Txt2Image.Hosting.Tests.Settings;

public sealed class OptionsTests
{
    [Fact]
    public void Configuration_Empty_IsValid()
    {
        var options = Read();
        Assert.Equal(("models/demo", "demo", 0), (options.Model.Folder, options.DefaultCollection, options.Devices.Count));
    }

    [Fact]
    public void AllFaults_AreListedAtOnce_EachByItsName()
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Read(
            ("Txt2Image:Devices:0", "tpu"),
            ("Txt2Image:Encoding:MaxBatch", "0"),
            ("Txt2Image:DefaultCollection", "Not A Name"),
            ("Txt2Image:Images:Decoder", "gdi"),
            ("Txt2Image:Search:StoreDeadline", "00:00:20")));
        Assert.Equal(5, failure.Failures.Count());
        Assert.All(
            ["Devices", "MaxBatch", "DefaultCollection", "Decoder", "StoreDeadline"], name =>
                Assert.Contains(name, failure.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Cluster_WithoutASharedImageFolderOrWithAnInvalidAddress_IsRejected()
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Read(
            ("Txt2Image:Cluster:Redis", "localhost:6379,nonsense=1"), ("Txt2Image:Cluster:Name", "My Cluster"), ("Txt2Image:Cluster:SiloPort", "0")));
        Assert.All(
            ["Cluster:Redis", "Cluster:Name", "Cluster:SiloPort", "Images:Shared"], name =>
                Assert.Contains(name, failure.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void VariablesOfThePythonDemo_AreReadAsAliases_BelowOurOwn()
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([new("COLLECTION", "mine"), new("DEVICE", "cuda"), new("Txt2Image:DefaultCollection", "ours")]);
        var used = ConfigurationAliases.Apply(configuration);
        Assert.Equal("ours", configuration["Txt2Image:DefaultCollection"]);
        Assert.Equal("cuda:0", configuration["Txt2Image:Devices:0"]);
        Assert.Contains("DEVICE=cuda", Assert.Single(used), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://qdrant:6333", "http://qdrant:6334/")]
    [InlineData("https://name.cloud.example", "https://name.cloud.example:6334/")]
    [InlineData("localhost:6333", "http://localhost:6334/")]
    [InlineData("http://localhost:7000", "http://localhost:7000")]
    public void TheDemosUrl_ChoosesQdrant_AtThePortOfGrpc(string url, string expected)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([new("URL", url), new("API_KEY", "hidden-key")]);

        var used = ConfigurationAliases.Apply(configuration);

        Assert.Equal(expected, configuration["Txt2Image:Vectors:Qdrant:Url"]);
        Assert.Equal("hidden-key", configuration["Txt2Image:Vectors:Qdrant:ApiKey"]);
        Assert.Equal("Qdrant", configuration["Txt2Image:Vectors:Kind"]);
        Assert.Contains(used, line => line.StartsWith("URL=", StringComparison.Ordinal));
        Assert.Contains(used, line => line.StartsWith("API_KEY=", StringComparison.Ordinal));
        Assert.DoesNotContain(used, line => line.Contains("hidden-key", StringComparison.Ordinal));
    }

    [Fact]
    public void TheDemosUrl_BesidesOurOwn_IsNotRead()
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([new("URL", "http://elsewhere"), new("Txt2Image:Vectors:Qdrant:Url", "http://ours:6334")]);

        Assert.Empty(ConfigurationAliases.Apply(configuration));

        Assert.Equal("http://ours:6334", configuration["Txt2Image:Vectors:Qdrant:Url"]);
        Assert.Null(configuration["Txt2Image:Vectors:Kind"]);
    }

    [Fact]
    public void AnApiKeyWithoutAUrl_IsAFault_ThatDoesNotShowIt()
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([new("API_KEY", "hidden-key")]);
        ConfigurationAliases.Apply(configuration);

        var failure = Assert.Throws<OptionsValidationException>(() => new ServiceCollection().AddTxt2ImageOptions(configuration));

        Assert.Contains("without a Url", Assert.Single(failure.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-key", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Txt2Image:Vectors:Kind", "Postgres", "Vectors:Kind")]
    [InlineData("Txt2Image:Vectors:Kind", "qdrant", "Vectors:Qdrant:Url")]
    [InlineData("Txt2Image:Vectors:Qdrant:Url", "ftp://qdrant", "Vectors:Qdrant:Url")]
    [InlineData("Txt2Image:Vectors:Qdrant:Url", "qdrant", "Vectors:Qdrant:Url")]
    [InlineData("Txt2Image:Vectors:Qdrant:Prefix", "Not_A_Prefix", "Vectors:Qdrant:Prefix")]
    [InlineData("Txt2Image:Vectors:Qdrant:Replicas", "0", "Vectors:Qdrant:Replicas")]
    [InlineData("Txt2Image:Vectors:Embedded:Memory", "-1", "Vectors:Embedded:Memory")]
    [InlineData("Txt2Image:Vectors:Embedded:Memory", "4GB", "Vectors:Embedded:Memory")]
    public void Vectors_InvalidSettings_AreAFault(string key, string value, string named)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Read((key, value)));

        Assert.Contains(named, Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Images:Kind", "Ftp", "Images:Kind")]
    [InlineData("Images:Kind", "S3", "Images:S3:Bucket")]
    public void Images_InvalidSettings_AreAFault(string key, string value, string named)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Read(($"Txt2Image:{key}", value)));

        Assert.Contains(named, Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void S3Store_SeveralFaults_AreListedAtOnceWithoutTheKeys()
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Read(
            ("Txt2Image:Images:Kind", "s3"),
            ("Txt2Image:Images:S3:Endpoint", "ftp://store"),
            ("Txt2Image:Images:S3:Bucket", "Mine"),
            ("Txt2Image:Images:S3:Prefix", "/"),
            ("Txt2Image:Images:S3:Region", ""),
            ("Txt2Image:Images:S3:Reads", "Direct"),
            ("Txt2Image:Images:S3:SecretKey", "hidden-key"),
            ("Txt2Image:Images:S3:PresignedLifetime", "8.00:00:00"),
            ("Txt2Image:Images:S3:Timeout", "00:00:00")));

        Assert.All(
            ["Endpoint", "Bucket", "Prefix", "Region", "Reads", "AccessKey", "PresignedLifetime", "Timeout"],
            name => Assert.Contains($"Images:S3:{name}", failure.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("hidden-key", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cluster_OnAnS3Store_NeedsNoSharedFolder()
    {
        var options = Read(
            ("Txt2Image:Cluster:Redis", "localhost:6379"), ("Txt2Image:Images:Kind", "S3"), ("Txt2Image:Images:S3:Bucket", "pictures"));

        Assert.False(options.Images.Shared);
    }

    [Theory]
    [InlineData("Vectors:Kind", "Postgres", "'Postgres' is neither Embedded nor Qdrant.")]
    [InlineData("Images:Kind", "1", "'1' is neither Folder nor S3.")]
    [InlineData("Images:Decoder", "gdi", "'gdi' is neither Vips nor ImageSharp.")]
    [InlineData("Images:S3:Reads", "Direct", "'Direct' is neither Proxied nor Presigned.")]
    [InlineData("Encoding:MaxBatch", "many", "'many' is not a whole number up to 2147483647.")]
    [InlineData("Inference:DeviceMemoryLimit", "2GB", "'2GB' is not a whole number up to 9223372036854775807.")]
    [InlineData("Images:Shared", "yes", "'yes' is neither true nor false.")]
    [InlineData("Search:Deadline", "soon", "'soon' is not a duration such as 00:00:10 or, with days, 7.00:00:00.")]
    public void Value_ThatCannotBeRead_IsAFaultThatSaysWhatIsAllowed(string key, string value, string expected)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Read(($"Txt2Image:{key}", value)));

        Assert.Equal($"Txt2Image:{key}: {expected}", Assert.Single(failure.Failures));
    }

    [Fact]
    public void Values_ThatCannotBeReadAndThatAreOutOfRange_AreListedTogether()
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Read(
            ("Txt2Image:Vectors:Kind", "Postgres"), ("Txt2Image:encoding:maxbatch", "many"), ("Txt2Image:Search:MaxWait", "00:00:00")));

        Assert.Equal(3, failure.Failures.Count());
    }

    [Theory]
    [InlineData("Search:StoreDeadline", "00:00:11", "Txt2Image:Search: StoreDeadline (00:00:11) is longer than Deadline (00:00:10).")]
    [InlineData("Encoding:BulkPatience", "00:00:08", "Txt2Image:Encoding: BulkPatience (00:00:08) is not less than BulkBudget (00:00:08), "
        + "so images would be rejected before they may overtake queries.")]
    [InlineData(
        "Encoding:BulkBatchTime", "00:00:06", "Txt2Image:Encoding: BulkBatchTime (00:00:06) is longer than BulkPatience (00:00:05).")]
    public void Values_ThatContradictEachOther_AreAFault(string key, string value, string expected)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Read(($"Txt2Image:{key}", value)));

        Assert.Equal(expected, Assert.Single(failure.Failures));
    }

    [Theory]
    [InlineData("b?variant=int7", "Txt2Image:Models:0: 'b?variant=int7' is not a folder")]
    [InlineData("b?template=no braces", "Txt2Image:Models:0: Template: the template must contain {} once")]
    public void Models_InvalidText_IsAFault(string model, string expected) => Assert.StartsWith(
        expected,
        Assert.Single(Assert.Throws<OptionsValidationException>(() => Read(("Txt2Image:Models:0", model))).Failures),
        StringComparison.Ordinal);

    [Fact]
    public void Models_Several_AreReadInOrder() => Assert.Equal(
        [new ModelOptions { Folder = "a" }, new ModelOptions { Folder = "b", Variant = ModelVariant.Int8 }],
        Read(("Txt2Image:Models:0", "a"), ("Txt2Image:Models:1", "b?variant=int8")).ModelList());

    [Theory]
    [InlineData("triton:8001", "cpu", "'triton:8001' is not the address of a Triton server's gRPC port")]
    [InlineData("", "triton:0", "Inference:Triton is not set. Devices has triton")]
    [InlineData("http://triton:8001", "cpu", "Devices has no triton. Add triton:0")]
    public void Triton_AddressAndDevicesDoNotMatch_IsAFault(string address, string device, string expected)
    {
        var failure = Assert.Throws<OptionsValidationException>(
            () => Read(("Txt2Image:Inference:Triton", address), ("Txt2Image:Devices:0", device)));

        Assert.Contains(expected, Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Triton_NoDevicesListed_IsTheDevice()
    {
        Assert.Equal(["triton:0", "triton:1"], Read(("Txt2Image:Inference:Triton", "http://triton:8001")).DeviceNames());
        Assert.Equal(["cpu"], Read().DeviceNames());
    }

    [Fact]
    public void Model_BesidesModels_IsAFault()
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([new("Txt2Image:Model", "one"), new("Txt2Image:Models:0", "two")]);

        var failure = Assert.Throws<OptionsValidationException>(() => new ServiceCollection().AddTxt2ImageOptions(configuration));

        Assert.Contains("Txt2Image:Model and Models are both set.", Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("qdrant")]
    [InlineData("QDRANT")]
    [InlineData("Qdrant")]
    public void Words_InAnyCase_AreRead(string word)
    {
        var options = Read(("Txt2Image:Vectors:Kind", word), ("Txt2Image:Vectors:Qdrant:Url", "http://localhost:6334"));

        Assert.Equal(VectorStoreKind.Qdrant, options.Vectors.Kind);
    }

    [Fact]
    public void InferenceOptions_FromTheConfiguration_ReachTheDevices()
    {
        var services = new ServiceCollection();
        services.AddTxt2ImageOptions(Configuration(
            ("Txt2Image:Inference:DeviceMemoryLimit", "2147483648"), ("Txt2Image:Inference:Spin", "true"),
            ("Txt2Image:Inference:IntraOpThreads", "3")));
        using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptions<InferenceOptions>>().Value;

        Assert.Equal(new InferenceOptions { DeviceMemoryLimit = 2147483648, Spin = true, IntraOpThreads = 3 }, options);
    }

    [Fact]
    public void Model_AsAFolderAlone_IsModelFolder()
    {
        var options = Read(("Txt2Image:Model", "/srv/clip"), ("Txt2Image:Model:Variant", "fp16"));

        Assert.Equal(new ModelOptions { Folder = "/srv/clip", Variant = ModelVariant.Fp16 }, options.Model);
    }

    [Fact]
    public void Model_AsAFolderAndByItsName_IsTheNamedOne() =>
        Assert.Equal("/srv/siglip", Read(("Txt2Image:Model", "/srv/clip"), ("Txt2Image:Model:Folder", "/srv/siglip")).Model.Folder);

    [Theory]
    [InlineData("Variant", "fp8", "'fp8' is neither Auto nor Fp32 nor Fp16 nor Int8.")]
    [InlineData("Cleaning", "ftfy", "'ftfy' is neither Auto nor OpenClip nor HuggingFace.")]
    [InlineData("Template", "a photo", "the template must contain {} once, where the query goes, and no other braces.")]
    [InlineData("Template", "{} and {}", "the template must contain {} once, where the query goes, and no other braces.")]
    [InlineData("Template", "a {photo} of {}", "the template must contain {} once, where the query goes, and no other braces.")]
    public void Model_InvalidChoice_IsAFaultThatSaysWhatIsAllowed(string key, string value, string expected)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Read(($"Txt2Image:Model:{key}", value)));

        Assert.Equal($"Txt2Image:Model:{key}: {expected}", Assert.Single(failure.Failures));
    }

    [Fact]
    public void ImageLimits_FromTheConfiguration_ReachTheDecoder()
    {
        var options = Read(
            ("Txt2Image:Images:MaxBytes", "2048"), ("Txt2Image:Images:MaxPixels", "4096"), ("Txt2Image:Images:MaxPixelsInFlight", "8192"));

        Assert.Equal(new ImageLimits { MaxBytes = 2048, MaxPixels = 4096, MaxPixelsInFlight = 8192 }, options.Images.ToLimits());
    }

    [Theory]
    [InlineData("DeviceMemoryLimit")]
    [InlineData("IntraOpThreads")]
    public void InferenceOptions_BelowZero_AreAFault(string name)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Read(($"Txt2Image:Inference:{name}", "-1")));

        Assert.Contains($"Txt2Image:Inference:{name}", Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 4, 4)]
    [InlineData(3, 4, 3)]
    public void IntraOpThreads_Configured_ReplaceTheDevicesShareOfCores(int configured, int cores, int expected) =>
        Assert.Equal(expected, EncodingRegistration.OptionsOf(new InferenceOptions { IntraOpThreads = configured }, cores).IntraOpThreads);

    [Fact]
    public void Options_OfAHost_AreValidatedAtItsStart()
    {
        var services = new ServiceCollection();
        services.AddTxt2ImageOptions(Configuration());
        services.Configure<Txt2ImageOptions>(options => options.Encoding.MaxBatch = 0);
        using var provider = services.BuildServiceProvider();

        var failure = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains("Encoding:MaxBatch", Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    private static Txt2ImageOptions Read(params (string Key, string Value)[] settings) =>
        new ServiceCollection().AddTxt2ImageOptions(Configuration(settings));

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build();
}
