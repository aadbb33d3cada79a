namespace Infra.Tests.Stacks.Updates;

/// <summary>What a change of a stack may do at most to what is deployed.</summary>
internal enum Effect
{
    /// <summary>It is changed in place: nothing begins and nothing ends.</summary>
    InPlace,

    /// <summary>Something is added; what was there is changed in place.</summary>
    Adds,

    /// <summary>What the stack no longer names ends; everything else is changed in place.</summary>
    Removes,

    /// <summary>Something ends and is made anew.</summary>
    Replaces,

    /// <summary>Something that holds data would end; the engine refuses it.</summary>
    Refused,
}
