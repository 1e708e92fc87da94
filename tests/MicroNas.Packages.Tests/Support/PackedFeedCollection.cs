namespace MicroNas.Packages.Tests.Support;

/// <summary>Tests that build with the packed packages; one after the other, because each build takes every processor.</summary>
[CollectionDefinition(Name)]
public sealed class PackedFeedCollection : ICollectionFixture<PackedFeed>
{
    public const string Name = "packed packages";
}
