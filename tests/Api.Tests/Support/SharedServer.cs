using Txt2Image.Api.Tests.Support;

[assembly: AssemblyFixture(typeof(SharedServer))]

namespace Txt2Image.Api.Tests.Support;

/// <summary>One server for all tests that need nothing special of it; each test works in collections of its own.</summary>
public sealed class SharedServer() : ServerFixture([]);
