using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Pulumi;
using Pulumi.Utilities;

namespace Infra.Planning.Recording;

/// <summary>Finds the resources whose outputs are used in the arguments of another. The SDK tells them to the engine but not to mocks,
/// so the
/// inputs are read by their attributes, as the SDK does it.</summary>
internal static class InputDependencies
{
    private static readonly ConcurrentDictionary<Type, ImmutableArray<Func<object, object?>>> Members = new();
    private static readonly ConcurrentDictionary<Type, Reader?> Readers = new();

    /// <summary>Adds the resources that a value comes from, at any depth.</summary>
    internal static async ValueTask CollectAsync(object? value, HashSet<Resource> found)
    {
        switch (value)
        {
            case null or string or bool or int or double:
                return;
            case Resource resource:
                found.Add(resource);
                return;
            case InputArgs args:
                foreach (var member in Members.GetOrAdd(args.GetType(), MembersOf)) await CollectAsync(member(args), found);
                return;
        }

        if (Readers.GetOrAdd(value.GetType(), ReaderOf) is { } reader)
        {
            await CollectAsync(await reader.ReadAsync(value, found), found);
        }
        else if (value is IDictionary map)
        {
            foreach (var item in map.Values) await CollectAsync(item, found);
        }
        else if (value is IEnumerable list)
        {
            foreach (var item in list) await CollectAsync(item, found);
        }
    }

    private static ImmutableArray<Func<object, object?>> MembersOf(Type type)
    {
        const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var members = ImmutableArray.CreateBuilder<Func<object, object?>>();
        for (var level = type; level is not null && level != typeof(InputArgs); level = level.BaseType)
        {
            members.AddRange(level.GetFields(Declared).Where(field => field.IsDefined(typeof(InputAttribute), false))
                .Select(field => (Func<object, object?>)field.GetValue));
            members.AddRange(level.GetProperties(Declared).Where(property => property.IsDefined(typeof(InputAttribute), false))
                .Select(property => (Func<object, object?>)property.GetValue));
        }

        return members.ToImmutable();
    }

    private static Reader? ReaderOf(Type type)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            if (!level.IsGenericType) continue;
            var (definition, arguments) = (level.GetGenericTypeDefinition(), level.GetGenericArguments());
            var reader =
                definition == typeof(Input<>) ? typeof(InputReader<>) :
                definition == typeof(Output<>) ? typeof(OutputReader<>) :
                definition == typeof(Union<,>) ? typeof(UnionReader<,>) :
                definition == typeof(ImmutableArray<>) ? typeof(ListReader<>) : null;
            if (reader is not null) return (Reader)Activator.CreateInstance(reader.MakeGenericType(arguments))!;
        }

        return null;
    }

    /// <summary>Opens one kind of wrapper; a value type in its argument needs code of its own, everything else shares one.</summary>
    private abstract class Reader
    {
        internal abstract ValueTask<object?> ReadAsync(object wrapper, HashSet<Resource> found);
    }

    private sealed class OutputReader<T> : Reader
    {
        internal override async ValueTask<object?> ReadAsync(object wrapper, HashSet<Resource> found)
        {
            var output = (Output<T>)wrapper;
            found.UnionWith(await OutputUtilities.GetDependenciesAsync(output));
            return await OutputUtilities.GetValueAsync(output);
        }
    }

    private sealed class InputReader<T> : Reader
    {
        private readonly OutputReader<T> output = new();

        internal override ValueTask<object?> ReadAsync(object wrapper, HashSet<Resource> found) =>
            output.ReadAsync(((Input<T>)wrapper).ToOutput(), found);
    }

    private sealed class UnionReader<T0, T1> : Reader
    {
        internal override ValueTask<object?> ReadAsync(object wrapper, HashSet<Resource> found) =>
            ValueTask.FromResult<object?>(((Union<T0, T1>)wrapper).Value);
    }

    private sealed class ListReader<T> : Reader
    {
        internal override ValueTask<object?> ReadAsync(object wrapper, HashSet<Resource> found)
        {
            var list = (ImmutableArray<T>)wrapper;
            return ValueTask.FromResult<object?>(list.IsDefaultOrEmpty || typeof(T) == typeof(string) ? null : list.ToArray());
        }
    }
}
