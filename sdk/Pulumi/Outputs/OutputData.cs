using System.Collections.Immutable;

namespace Pulumi.Serialization;

/// <summary>All that an output carries once it is there.</summary>
internal readonly struct OutputData<T>(T value, ImmutableHashSet<Resource> resources, bool isKnown = true, bool isSecret = false)
{
    public readonly T Value = value;
    public readonly ImmutableHashSet<Resource> Resources = resources;
    public readonly bool IsKnown = isKnown;
    public readonly bool IsSecret = isSecret;

    public static OutputData<T> Plain(T value, bool isSecret = false) => new(value, OutputData.NoResources, isKnown: true, isSecret);

    /// <summary>The same knowledge about another value: what a function of this output yields.</summary>
    public OutputData<TResult> With<TResult>(TResult value) => new(value, Resources, IsKnown, IsSecret);

    /// <summary>An unknown value that keeps secrecy and dependencies.</summary>
    public OutputData<TResult> Unknown<TResult>() => new(default!, Resources, isKnown: false, IsSecret);
}

internal static class OutputData
{
    public static readonly ImmutableHashSet<Resource> NoResources = [];

    /// <summary>Joins two dependency sets; nearly always one is empty or both are the same, and then nothing is copied.</summary>
    public static ImmutableHashSet<Resource> Union(ImmutableHashSet<Resource> left, ImmutableHashSet<Resource> right)
    {
        if (right.IsEmpty || ReferenceEquals(left, right))
        {
            return left;
        }

        if (left.IsEmpty)
        {
            return right;
        }

        return left.Count >= right.Count ? left.Union(right) : right.Union(left);
    }

    /// <summary>What <paramref name="inner"/> yields when it was made from the value of <paramref name="outer"/>.</summary>
    public static OutputData<TResult> Flatten<T, TResult>(OutputData<T> outer, OutputData<TResult> inner) =>
        new(inner.Value, Union(outer.Resources, inner.Resources), inner.IsKnown, outer.IsSecret || inner.IsSecret);
}
