namespace Infra.Catalogue.Prices;

/// <summary>What a price is for.</summary>
public enum PriceUnit
{
    /// <summary>An hour of one piece.</summary>
    Hour,

    /// <summary>A month of one piece.</summary>
    Month,

    /// <summary>A GB (10⁹ bytes) that passes or is taken in.</summary>
    GB,

    /// <summary>A GiB that is kept for an hour.</summary>
    GiBHour,

    /// <summary>A GiB that is kept for a month.</summary>
    GiBMonth,

    /// <summary>An operation a second that a disk may do, for a month.</summary>
    IopsMonth,

    /// <summary>A MiB/s that a disk may do, for a month.</summary>
    MiBpsMonth,
}
