namespace Txt2Image.Tests.Support.S3;

/// <summary>How to reach a bucket of an S3 store.</summary>
/// <param name="Endpoint">The store's address.</param>
/// <param name="Bucket">The bucket.</param>
/// <param name="AccessKey">The key, or null if the store needs none.</param>
/// <param name="SecretKey">Its secret.</param>
public sealed record S3Access(Uri Endpoint, string Bucket, string? AccessKey, string? SecretKey);
