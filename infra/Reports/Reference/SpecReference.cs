using System.Collections.Immutable;
using Infra.Specification;
using Infra.Specification.Reading;
using Infra.Specification.Templates;

namespace Infra.Reports.Reference;

/// <summary>Every key that a stack file can have, from the contract by which the reader reads and the documentation of its
/// records.</summary>
public static class SpecReference
{
    /// <summary>The keys of the platform, without their namespace; without templates, which have the keys of clusters.</summary>
    public static ImmutableArray<SpecKey> Keys { get; } =
        [.. SpecReader.Keys.Where(name => name != TemplateReader.Key).Select(Key)];

    /// <summary>Every key at every place where it can be, an object before its members; add-ons only for the whole stack.</summary>
    public static IEnumerable<SpecKey> All => Keys.SelectMany(Below);

    private static SpecKey Key(string name) =>
        RecordContract.Of(typeof(PlatformSpec)).Members.FirstOrDefault(member => member.Name == name) is { } member
            ? SpecKey.Of(member, typeof(PlatformSpec), "") with { IsRequired = SpecReader.Required.Contains(name) }
            : name == SpecKey.AddOnsName ? SpecKey.AddOns("")
            : throw new NotSupportedException($"No record holds \"{name}\": say here what it takes.");

    private static IEnumerable<SpecKey> Below(SpecKey key) => key.Contract is null && key.Path != SpecKey.AddOnsName
        ? [key]
        : key.Objects.SelectMany(held => held.Members).SelectMany(Below).Prepend(key);
}
